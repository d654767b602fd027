package sendepostfach.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Secret;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.MailSource;
import sendepostfach.jobfile.Environment;
import sendepostfach.jobfile.JobFile;
import sendepostfach.jobfile.MailboxFile;
import sendepostfach.routing.ProviderTable;
import sendepostfach.token.MailId;
import sendepostfach.token.Purpose;
import sendepostfach.token.Tokens;

class CampaignMailsTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final Tokens TOKENS = new Tokens(new Secret("a key of many characters"));

    @TempDir
    Path folder;

    @Test
    void aMailNamesItselfByOneSignedTokenAndTellsHowToUnsubscribe() throws Exception {
        MailSource.Outgoing mail = mails("""
                haupt:
                  host: smtp.x.de
                  envelope-sender: "bounce+{token}@x.de"
                  unsubscribe: { url: "https://versand.x.de/unsubscribe", mailto: "abmelden+{token}@x.de" }
                """, "Abmelden: {{ unsubscribe_url }}").mailFor(due());

        String id = TOKENS.sign(new MailId("abc", 7), Purpose.RETURN);
        String unsubscribe = TOKENS.sign(new MailId("abc", 7), Purpose.UNSUBSCRIBE);
        assertThat(mail.envelope().sender()).isEqualTo("bounce+" + id + "@x.de");
        assertThat(mail.envelope().id()).isEqualTo(id);
        assertThat(unfolded(mail))
                .contains(
                        "\r\nX-Sendepostfach-Id: " + id + "\r\n",
                        "\r\nMessage-ID: <" + id + "@blatt.example>\r\n",
                        "\r\nList-Unsubscribe: <https://versand.x.de/unsubscribe/" + unsubscribe
                                + ">, <mailto:abmelden+" + unsubscribe + "@x.de?subject=unsubscribe>\r\n",
                        "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                        "Abmelden: https://versand.x.de/unsubscribe/" + unsubscribe);
    }

    @Test
    void aMailboxWithoutAWayToUnsubscribeAddsNone() throws Exception {
        MailSource.Outgoing mail = mails("haupt: { host: smtp.x.de }", "Hallo").mailFor(due());

        assertThat(mail.envelope().sender()).isEqualTo("news@blatt.example");
        assertThat(unfolded(mail)).doesNotContain("List-Unsubscribe");
    }

    private CampaignMails mails(String mailboxes, String text) throws Exception {
        Files.writeString(folder.resolve("mailboxes.yaml"), mailboxes);
        Files.writeString(folder.resolve("mail.txt"), text);
        Files.writeString(folder.resolve("liste.csv"), "email\nanna@gmx.example\n");
        Files.writeString(folder.resolve("job.yaml"), """
                mailbox: haupt
                from: news@blatt.example
                subject: Probe
                text: mail.txt
                list: { file: liste.csv }
                """);
        var environment = new Environment(Map.of(), ZoneId.of("UTC"));
        var entry = new CampaignEntry(
                1,
                "job",
                "abc",
                CampaignState.RUNNING,
                "",
                "haupt",
                "job.yaml",
                List.of("email"),
                OptionalInt.of(1),
                NOW,
                NOW,
                Optional.empty());
        var loaded = new LoadedCampaign(
                entry,
                JobFile.read(folder.resolve("job.yaml"), environment),
                MailboxFile.read(folder.resolve("mailboxes.yaml"), environment).mailbox("haupt"),
                ProviderTable.standard(),
                folder);
        return new CampaignMails(loaded, entry.header(), TOKENS, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Due due() {
        return new Due(
                7,
                RecipientState.QUEUED,
                Address.of("anna@gmx.example"),
                "",
                List.of("anna@gmx.example"),
                0,
                Optional.empty(),
                "gmx");
    }

    private static String unfolded(MailSource.Outgoing mail) {
        return new String(mail.mail(), StandardCharsets.UTF_8)
                .replace("=\r\n", "")
                .replace("\r\n ", " ");
    }
}
