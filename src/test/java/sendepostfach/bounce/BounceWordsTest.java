package sendepostfach.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sendepostfach.campaign.InputFault;

/** Holds the words that ship with the program to what they are for. */
class BounceWordsTest {
    private static final BounceWords WORDS = BounceWords.standard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed | Undelivered Mail Returned to Sender",
                "failed | Mail delivery failed: returning message to sender",
                "failed | Unzustellbar: Angebot",
                "failed | Delivery Status Notification (Failure)",
                "failed | Non remis : printemps",
                "failed | Mancata consegna",
                "failed | No se puede entregar: oferta",
                "failed | Недоставленное сообщение",
                "failed | 系统退信",
                "failed | メール配信エラー",
                "failed | failure notice",
                "delayed | Delayed Mail (still being retried)",
                "delayed | Warning: could not send message for past 4 hours",
                "delayed | Verzögerte Zustellung",
                "auto_reply | Automatische Antwort: Angebot",
                "auto_reply | Out of Office: hi",
                "auto_reply | Réponse automatique : printemps",
                "auto_reply | Abwesenheitsnotiz",
                "auto_reply | 自動返信",
                "auto_reply | Автоответ: весна",
                "complaint | complaint about message from 192.0.2.1"
            })
    void subjectsSayWhatTheyAre(String type, String subject) {
        assertThat(WORDS.subjectSays(FindingType.valueOf(type.toUpperCase(Locale.ROOT)), subject))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Frühlingsangebot", "Re: Termin am Montag", "Invoice 4711", "Unsubscribe", "Hello"})
    void ordinarySubjectsSayNothing(String subject) {
        for (FindingType type : FindingType.values()) {
            assertThat(WORDS.subjectSays(type, subject)).as(type.toString()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAILER-DAEMON@example.org (Mail Delivery System)",
                "Mail Delivery Subsystem <mailer-daemon@example.com>",
                "postmaster@example.com",
                "Microsoft Outlook <MicrosoftExchange329e@example.com>",
                "System Administrator <x@example.com>"
            })
    void mailSystemsAreKnown(String from) {
        assertThat(WORDS.isMailSystem(from)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Erika <erika@example.com>", "info@example.com", "Gärtnerei Blatt <news@example.org>"})
    void peopleAreNoMailSystems(String from) {
        assertThat(WORDS.isMailSystem(from)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--- Below this line is a copy of the message.",
                "------ This is a copy of the message, including all the headers. ------",
                "   ----- Original message follows -----",
                "--- Undelivered message follows ---",
                "Original message headers:",
                "----- Ursprüngliche Nachricht -----"
            })
    void theReturnedMailBeginsAtALineThatSaysSo(String line) {
        assertThat(WORDS.beginsCopy(line)).isTrue();
    }

    @Test
    void theSendmailIntroductionBeginsNoCopy() {
        assertThat(WORDS.beginsCopy("The original message was received at Mon, 23 Nov 2026 08:00:00 GMT"))
                .isFalse();
    }

    @Test
    void aFaultInTheFileIsNamedByLine() {
        assertThatThrownBy(() -> BounceWords.read("x.yaml", new StringReader("senders: a\nmore: b\n")))
                .isInstanceOf(InputFault.class)
                .hasMessageStartingWith("x.yaml, line 1: unknown key \"more\"");
    }
}
