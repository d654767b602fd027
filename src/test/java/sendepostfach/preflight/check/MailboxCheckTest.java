package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Text;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Finding.Reach;
import sendepostfach.preflight.GermanWords;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.MailboxProbe.Seen;
import sendepostfach.preflight.MailboxProbe.Trouble;
import sendepostfach.preflight.Sending;

/** What is said of a mailbox, in both languages. */
class MailboxCheckTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
    private static final Reply OK = Reply.parse(Phase.MAIL, "250 2.1.0 Ok");
    private static final Reply NOT_OWNED = Reply.parse(Phase.MAIL, "553 5.7.1 Sender address rejected");

    @Test
    void allIsWell() {
        List<Finding> found = look(seen(true, "2027-06-01T00:00:00Z", 1_000_000, OK, OK));

        assertThat(found).extracting(Finding::level).containsOnly(Level.PASS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"CONNECT", "EHLO", "AUTH"})
    void noSession(Phase phase) {
        var said = new Text("smtp.x:587: refused", "smtp.x:587: der Server nimmt keine Verbindung an");
        Finding found =
                look(none(Reply.none(phase, "smtp.x:587: refused"), said)).get(0);

        assertThat(found.level()).isEqualTo(Level.FAIL);
        assertThat(found.reach()).isEqualTo(Reach.WHO_INSISTS);
        assertThat(found.evidence().english()).endsWith("(" + phase + "): smtp.x:587: refused");
        assertThat(found.evidence().german()).endsWith("): smtp.x:587: der Server nimmt keine Verbindung an");
    }

    @Test
    void aRefusedLoginStopsEverything() {
        Reply refused = Reply.parse(Phase.AUTH, "535 5.7.8 Authentication denied");
        Finding found = look(none(refused, Text.same(refused.oneLine()))).get(0);

        assertThat(found.reach()).isEqualTo(Reach.EVERYBODY);
        assertThat(found.evidence().german())
                .isEqualTo("Die Anmeldung am Postfach gelingt nicht (beim Einloggen): 535 5.7.8 Authentication denied");
    }

    @Test
    void whatIsWrongWithASessionThatComesAbout() {
        assertThat(look(seen(false, "2027-06-01T00:00:00Z", 1_000_000, OK, OK)))
                .extracting(Finding::level)
                .containsOnlyOnce(Level.WARN);
        assertThat(look(seen(true, "2026-12-01T00:00:00Z", 1_000_000, OK, OK)))
                .extracting(Finding::level)
                .containsOnlyOnce(Level.WARN);
        assertThat(look(seen(true, "2027-06-01T00:00:00Z", 3, OK, OK)))
                .filteredOn(finding -> finding.level() == Level.FAIL)
                .extracting(Finding::check)
                .containsExactly("mailbox-size");
        assertThat(look(seen(true, "2027-06-01T00:00:00Z", 1_000_000, NOT_OWNED, NOT_OWNED)))
                .filteredOn(finding -> finding.check().equals("mailbox-sender"))
                .extracting(Finding::level)
                .containsExactly(Level.FAIL, Level.WARN);
    }

    @Test
    void aConnectionThatBreaksIsNoRefusal() {
        Reply none = Reply.none(Phase.MAIL, "Connection reset");

        List<Finding> senders = look(seen(true, "2027-06-01T00:00:00Z", 1_000_000, none)).stream()
                .filter(finding -> finding.check().equals("mailbox-sender"))
                .toList();

        assertThat(senders).extracting(Finding::level).containsExactly(Level.WARN);
        assertThat(senders.get(0).evidence())
                .isEqualTo(new Text(
                        "The connection to the mailbox broke when bounce@blatt.example was tried as sender:"
                                + " Connection reset",
                        "Die Verbindung zum Postfach brach ab, als bounce@blatt.example als Absender versucht wurde."));
    }

    private static Seen none(Reply reply, Text words) {
        return new Seen(
                Optional.of(new Trouble(reply, words)),
                false,
                Optional.empty(),
                Set.of(),
                OptionalLong.empty(),
                List.of());
    }

    private static Seen seen(boolean encrypted, String until, long size, Reply... replies) {
        return new Seen(
                Optional.empty(),
                encrypted,
                Optional.of(Instant.parse(until)),
                Set.of("SIZE", "DSN"),
                OptionalLong.of(size),
                List.of(replies));
    }

    private static List<Finding> look(Seen seen) {
        var mailbox = ProviderMailbox.leavingFrom();
        var sending = new Sending(
                Address.of("news@blatt.example"),
                Optional.empty(),
                "bounce@blatt.example",
                mailbox,
                List.of(),
                Optional.of(new Sending.Content("Hallo".getBytes(StandardCharsets.US_ASCII))),
                Audience.UNKNOWN);
        List<Finding> found = new MailboxCheck((box, senders) -> seen, CLOCK, sending).look();
        GermanWords.areIn(found);
        return found;
    }
}
