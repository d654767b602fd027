package sendepostfach.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mails that want to do harm, and mails that the network has harmed. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileMailTest {
    private static final int MUTATIONS = 1000;
    private static final long SEED = 7;

    private final BounceReader reader = new BounceReader();

    @Test
    void aThousandMutationsAreReadWithinTheBounds() throws IOException {
        var samples = new ArrayList<>(Collection.samples("known"));
        samples.addAll(Collection.samples("later"));
        var random = new Random(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mail = samples.get(random.nextInt(samples.size())).mail();
            byte[] other = samples.get(random.nextInt(samples.size())).mail();
            for (int times = random.nextInt(4); times >= 0; times--) {
                mail = mutate(mail, other, random);
            }
            assertWithinBounds(reader.read(mail));
        }
    }

    private static byte[] mutate(byte[] mail, byte[] other, Random random) {
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(300));
        String changed =
                switch (random.nextInt(9)) {
                    case 0 -> text.substring(0, at);
                    case 1 -> text.substring(at);
                    case 2 -> text.substring(0, at) + text.substring(to);
                    case 3 -> text.substring(0, at) + noise(random) + text.substring(at);
                    case 4 -> text.replace('\n', random.nextBoolean() ? '\r' : ' ');
                    case 5 ->
                        text.substring(0, at) + new String(other, StandardCharsets.ISO_8859_1) + text.substring(at);
                    case 6 -> text.replaceAll("(?i)charset=[^\\s;]+", "charset=\"x-no-such/charset\u0000\"");
                    case 7 ->
                        text.substring(0, at) + text.substring(at, to).repeat(random.nextInt(200)) + text.substring(to);
                    default -> text.replace("boundary=", "boundary=\"").replace("Content-", "content-\t");
                };
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String noise(Random random) {
        byte[] bytes = new byte[random.nextInt(2000)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void assertWithinBounds(Returned returned) {
        assertThat(returned.findings()).hasSizeBetween(1, Bounds.RECIPIENTS);
        for (Finding finding : returned.findings()) {
            assertThat(finding.reply().length()).isLessThanOrEqualTo(Bounds.REPLY);
            assertThat(finding.reply().chars().noneMatch(Character::isISOControl))
                    .as("a reply of one line without control characters")
                    .isTrue();
            assertThat(finding.recipient().orElse("")).doesNotContain("\n", " ", "\r");
        }
    }

    @Test
    void partsThatAreNestedAHundredDeepEndSomewhere() {
        var mail = new StringBuilder("From: MAILER-DAEMON@example.org\nSubject: Undelivered\n");
        for (int depth = 0; depth < 100; depth++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(depth)
                    .append("\n\n--b")
                    .append(depth)
                    .append('\n');
        }
        mail.append("Content-Type: text/plain\n\n<x@example.com>: 550 5.1.1 User unknown\n");
        assertWithinBounds(read(mail));
    }

    @Test
    void mailsThatAreWrappedAHundredTimesEndSomewhere() {
        String mail = "Content-Type: message/rfc822\n\n".repeat(100)
                + "Subject: x\n\nFinal-Recipient: rfc822;x@example.com\n";
        assertThat(read(mail).findings()).hasSize(1);
    }

    @Test
    void aHeaderOfMegabytesIsCut() {
        assertWithinBounds(read("From: MAILER-DAEMON@example.org\nSubject: "
                + "Undelivered =?utf-8?q?=?=".repeat(200_000) + "\n\nx\n"));
        assertWithinBounds(read("X: y\n".repeat(500_000) + "\nx\n"));
        assertWithinBounds(read("Content-Type: multipart/report; boundary=" + "b;".repeat(1_000_000) + "\n\nx\n"));
    }

    @Test
    void linesWithoutEndAreCut() {
        String head = "From: MAILER-DAEMON@example.org\nReturn-Path: <>\nSubject: Undelivered Mail\n\n";
        for (String piece : List.of(
                "a",
                "@",
                "a@",
                "550 ",
                "<",
                "(reason: ",
                "- ",
                "x@example.com ",
                ".",
                "5.1.1 ",
                "\"",
                "&#",
                "=",
                ": ")) {
            assertWithinBounds(read(head + piece.repeat(3_000_000 / piece.length())));
            assertWithinBounds(read(head + (piece + "\n").repeat(300_000 / piece.length())));
        }
    }

    @Test
    void manyRecipientsAreCounted() {
        var mail = new StringBuilder("Content-Type: message/delivery-status\n\n");
        IntStream.range(0, 20_000)
                .forEach(i -> mail.append(
                        "Final-Recipient: rfc822;u" + i + "@example.com\nAction: failed\nStatus: 5.1.1\n\n"));
        assertThat(read(mail).findings()).hasSize(Bounds.RECIPIENTS);
    }

    @Test
    void manyPartsAreCounted() {
        String mail = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx@example.com\n".repeat(100_000);
        assertWithinBounds(read(mail));
    }

    @Test
    void aHugePageIsCut() {
        String mail = "Content-Type: text/html\n\n" + "<a".repeat(1_000_000);
        assertWithinBounds(read(mail));
        assertWithinBounds(read("Content-Type: text/html\n\n" + "<style>".repeat(400_000)));
    }

    @Test
    void ofAGigabyteOnlyTheStartIsHeld() throws IOException {
        byte[] start = Collection.samples("known").get(0).mail();
        InputStream endless = new InputStream() {
            private long left = 1L << 30;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                if (left <= 0) {
                    return -1;
                }
                left -= length;
                return length;
            }
        };
        assertWithinBounds(reader.read(new SequenceInputStream(new ByteArrayInputStream(start), endless)));
        assertThat(endless.read()).isEqualTo(-1);
    }

    @Test
    void controlCharactersThatEncodingsHideStayOut() {
        String head = "From: MAILER-DAEMON@example.org\nSubject: Undelivered Mail\nContent-Type: text/";
        for (String body : List.of(
                "plain\nContent-Transfer-Encoding: quoted-printable\n\n<x@example.com>: 550 5.1.1 =00=1B[31mno=08 such=0Duser=9B\n",
                "html\n\n<p>x@example.com: 550 5.1.1 &#0;&#27;[31mno such &#x9b;user</p>\n")) {
            Returned returned = read(head + body);
            assertWithinBounds(returned);
            assertThat(returned.findings()).singleElement().satisfies(finding -> assertThat(finding.reply())
                    .startsWith("550 5.1.1"));
        }
    }

    @Test
    void nothingAtAllSaysNothing() {
        assertThat(read("").findings()).extracting(Finding::type).containsExactly(FindingType.NONE);
        assertThat(read("\n\n\n").findings()).extracting(Finding::type).containsExactly(FindingType.NONE);
    }

    private Returned read(CharSequence mail) {
        return reader.read(mail.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
