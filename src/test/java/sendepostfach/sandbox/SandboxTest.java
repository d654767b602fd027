package sendepostfach.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.ReplyKind;

@Timeout(60)
class SandboxTest {
    private static final String RULES = """
            providers:
            - name: web.de
              domains: [web.example]
              accepts: "250 Requested mail action okay, completed: id={id}"
              traits:
              - refuse: { recipients: unbekannt*, kind: unknown-user, reply: "550 <{recipient}> unknown" }
              - refuse: { recipients: voll*, kind: mailbox-full, phase: body, reply: 452 4.2.2 full }
            - name: gmail
              domains: [gmail.example]
              traits:
              - refuse: { kind: rate-limited, reply: "421-4.7.28 too fast\\n421 4.7.28 bye" }
            - name: slow
              domains: [langsam.example]
              traits: [ slow: { by: 1h } ]
            - name: breaking
              domains: [abriss.example]
              traits: [ break: { attempts: 1 } ]
            - name: default
            """;

    @TempDir
    Path directory;

    private final SettableTime time = new SettableTime();

    private SandboxRules rules(String text) throws IOException {
        return SandboxRules.read(Files.writeString(directory.resolve("sandbox.yaml"), text));
    }

    private Sandbox start(String text) throws IOException {
        return start(text, time::pass);
    }

    private Sandbox start(String text, Sleeper sleeper) throws IOException {
        return Sandbox.start(
                new SandboxSettings(rules(text), Optional.of(directory.resolve("mail")), time, new Random(1), sleeper));
    }

    private List<Path> mails() throws IOException {
        Path mail = directory.resolve("mail");
        if (!Files.exists(mail)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(mail)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void itAnnouncesWhatItCan() throws IOException {
        try (Sandbox sandbox = start(RULES);
                SmtpTalk talk = new SmtpTalk(sandbox)) {
            assertThat(talk.greeting()).startsWith("220 sandbox.localhost ESMTP");
            assertThat(talk.say("EHLO client.example").split("\n"))
                    .containsExactly(
                            "250-sandbox.localhost",
                            "250-PIPELINING",
                            "250-SIZE 35882577",
                            "250-AUTH PLAIN LOGIN XOAUTH2",
                            "250-ENHANCEDSTATUSCODES",
                            "250-8BITMIME",
                            "250-DSN",
                            "250 SMTPUTF8");
            assertThat(talk.say("BDAT 10 LAST")).startsWith("502");
        }
    }

    @Test
    void anAcceptedMailIsKeptAsItCameWithItsEnvelopeOnTop() throws IOException {
        try (Sandbox sandbox = start(RULES);
                SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
            assertThat(talk.deliver("erika@web.example", "..Hallo")).startsWith("250 Requested mail action okay");
            assertThat(sandbox.counts().of("web.de").accepted()).isEqualTo(1);
        }
        Path mail = mails().get(0);
        assertThat(directory.relativize(mail).toString())
                .matches("mail/web\\.de/000/erika@web\\.example-[0-9A-Z]+\\.eml");
        assertThat(Files.readString(mail))
                .startsWith("Return-Path: <news@blatt.example>\r\nX-Envelope-To: <erika@web.example>\r\nReceived: from"
                        + " client.example ([127.0.0.1])\r\n\tby sandbox.localhost")
                .endsWith("Tue, 24 Nov 2026 08:00:00 GMT\r\nSubject: Probe\r\n\r\n.Hallo\r\n");
    }

    @Test
    void pipelinedCommandsAreAnsweredInTheirOrder() throws IOException {
        try (Sandbox sandbox = start(RULES);
                SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
            talk.send(
                    "MAIL FROM:<news@blatt.example> SIZE=100 BODY=8BITMIME",
                    "RCPT TO:<unbekannt@web.example>",
                    "RCPT TO:<erika@web.example> NOTIFY=NEVER",
                    "DATA");
            assertThat(List.of(talk.reply(), talk.reply(), talk.reply(), talk.reply()))
                    .containsExactly(
                            "250 2.1.0 Ok",
                            "550 <unbekannt@web.example> unknown",
                            "250 2.1.5 Ok",
                            "354 End data with <CR><LF>.<CR><LF>");
            talk.send(
                    "Subject: 1",
                    "",
                    "eins",
                    ".",
                    "MAIL FROM:<news@blatt.example>",
                    "RCPT TO:<otto@web.example>",
                    "DATA");
            assertThat(talk.reply()).startsWith("250 Requested");
            assertThat(List.of(talk.reply(), talk.reply(), talk.reply()))
                    .containsExactly("250 2.1.0 Ok", "250 2.1.5 Ok", "354 End data with <CR><LF>.<CR><LF>");
            assertThat(talk.say("zwei\r\n.")).startsWith("250 Requested");
            assertThat(talk.say("QUIT")).startsWith("221");
            assertThat(talk.reply()).isEmpty();
        }
        assertThat(mails()).hasSize(2);
    }

    @Test
    void anAddressWithUmlautsNeedsSmtpUtf8AndComesBackWhole() throws IOException {
        try (Sandbox sandbox = start(RULES);
                SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
            assertThat(talk.say("MAIL FROM:<jürgen@blatt.example>")).startsWith("553 5.6.7");
            assertThat(talk.say("MAIL FROM:<jürgen@blatt.example> SMTPUTF8")).startsWith("250");
            assertThat(talk.say("RCPT TO:<unbekannt-ß@web.example>"))
                    .isEqualTo("550 <unbekannt-ß@web.example> unknown");
            assertThat(talk.say("RCPT TO:<grüße@web.example>")).startsWith("250");
        }
    }

    @Test
    void afterARefusalAtTheMailsEndTheSessionGoesOn() throws IOException {
        try (Sandbox sandbox = start(RULES);
                SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
            assertThat(talk.deliver("voll@web.example", "Hallo")).isEqualTo("452 4.2.2 full");
            assertThat(talk.deliver("erika@web.example", "Hallo")).startsWith("250");
            assertThat(sandbox.counts().of("web.de").refused(ReplyKind.MAILBOX_FULL))
                    .isEqualTo(1);
        }
        assertThat(mails()).hasSize(1);
    }

    @Test
    void a421ArrivesBeforeTheConnectionEndsEvenWithCommandsUnread() throws IOException {
        try (Sandbox sandbox = start(RULES);
                SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
            talk.send(
                    "MAIL FROM:<news@blatt.example>", "RCPT TO:<erika@gmail.example>", "DATA", "NOOP ".repeat(10_000));
            assertThat(talk.reply()).startsWith("250");
            assertThat(talk.reply()).isEqualTo("421-4.7.28 too fast\n421 4.7.28 bye");
            assertThat(talk.reply()).isEmpty();
            assertThat(sandbox.counts().of("gmail").refused(ReplyKind.RATE_LIMITED))
                    .isEqualTo(1);
        }
    }

    @Test
    void aBrokenConnectionLeavesTheClientWithoutAReplyAndTheMailArrived() throws IOException {
        try (Sandbox sandbox = start(RULES)) {
            try (SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
                assertThat(talk.deliver("erika@abriss.example", "Hallo")).isEmpty();
            }
            assertThat(mails()).hasSize(1);
            assertThat(sandbox.counts().of("breaking").broken()).isEqualTo(1);
            try (SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
                assertThat(talk.deliver("erika@abriss.example", "Hallo")).startsWith("250");
            }
        }
    }

    @Test
    void fiftyConnectionsOfASlowDomainDoNotHoldUpAFastOne() throws Exception {
        var sleeping = new CountDownLatch(50);
        var awake = new CountDownLatch(1);
        var talks = new ArrayList<SmtpTalk>();
        try (Sandbox sandbox = start(RULES, duration -> {
            sleeping.countDown();
            awake.await();
        })) {
            for (int i = 0; i < 50; i++) {
                SmtpTalk talk = new SmtpTalk(sandbox).greet();
                talk.send("MAIL FROM:<news@blatt.example>", "RCPT TO:<erika" + i + "@langsam.example>");
                talks.add(talk);
            }
            assertThat(sleeping.await(20, TimeUnit.SECONDS)).isTrue();
            try (SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
                assertThat(talk.deliver("erika@web.example", "Hallo")).startsWith("250");
            }
            awake.countDown();
            for (SmtpTalk talk : talks) {
                assertThat(talk.reply()).startsWith("250 2.1.0");
                assertThat(talk.reply()).startsWith("250 2.1.5");
                talk.close();
            }
        }
    }

    @Test
    void closingDoesNotWaitForASlowServer() throws Exception {
        var sleeping = new CountDownLatch(1);
        Sandbox sandbox = start(RULES, duration -> {
            sleeping.countDown();
            new CountDownLatch(1).await();
        });
        try (SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
            talk.send("MAIL FROM:<news@blatt.example>", "RCPT TO:<erika@langsam.example>");
            assertThat(sleeping.await(20, TimeUnit.SECONDS)).isTrue();
            sandbox.close();
            assertThat(talk.reply()).startsWith("250 2.1.0");
        }
    }

    @Test
    void aDiskThatTakesNothingPutsTheMailOffInsteadOfLosingIt() throws IOException {
        Files.writeString(directory.resolve("mail"), "a file where the folder should be");
        try (Sandbox sandbox = start(RULES);
                SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
            assertThat(talk.deliver("erika@web.example", "Hallo")).isEqualTo("452 4.3.1 Insufficient system storage");
            assertThat(sandbox.counts().of("web.de").accepted()).isZero();
        }
    }

    @Test
    void anAddressCannotLeaveTheMailDirectory() throws IOException {
        try (Sandbox sandbox = start(RULES);
                SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
            assertThat(talk.deliver("../../../../x/../y@..", "Hallo")).startsWith("250");
            assertThat(talk.deliver("a".repeat(400) + "@" + "b".repeat(400), "Hallo"))
                    .startsWith("250");
        }
        assertThat(mails()).hasSize(2).allMatch(mail -> mail.startsWith(directory.resolve("mail/default/000")));
    }

    @Test
    void withoutADirectoryMailIsOnlyCounted() throws IOException {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.counting(rules(RULES), time));
                SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
            assertThat(talk.deliver("erika@web.example", "Hallo")).startsWith("250");
            assertThat(sandbox.mailDirectory()).isEmpty();
            assertThat(sandbox.counts().total().accepted()).isEqualTo(1);
        }
    }

    @Test
    void theAccountHasLimitsOfItsOwn() throws IOException {
        String account = """
                mailbox:
                  connections: 2
                  size: 1kB
                  traits:
                  - rate-limit: { limit: 1/min, reply: "450 4.7.1 Error: too much mail from {ip}" }
                """;
        try (Sandbox sandbox = start(account + RULES);
                SmtpTalk talk = new SmtpTalk(sandbox).greet();
                SmtpTalk second = new SmtpTalk(sandbox);
                SmtpTalk third = new SmtpTalk(sandbox)) {
            assertThat(second.greeting()).startsWith("220");
            assertThat(third.greeting())
                    .isEqualTo("421 4.7.0 sandbox.localhost Error: too many connections from 127.0.0.1");
            assertThat(third.reply()).isEmpty();
            assertThat(talk.say("MAIL FROM:<news@blatt.example> SIZE=1001"))
                    .isEqualTo("552 5.3.4 Message size exceeds fixed limit");
            assertThat(talk.deliver("erika@web.example", "x".repeat(1_001))).startsWith("552 5.3.4");
            assertThat(talk.say("MAIL FROM:<news@blatt.example>"))
                    .isEqualTo("450 4.7.1 Error: too much mail from 127.0.0.1");
            assertThat(sandbox.counts().of("mailbox").refused(ReplyKind.RATE_LIMITED))
                    .isEqualTo(2);
        }
    }

    @Test
    void theAccountCanRefuseAtTheGreeting() throws IOException {
        String account =
                "mailbox: { traits: [ refuse: { kind: blocked, phase: connect, reply: \"554-no\\n554 go\" } ] }\n";
        try (Sandbox sandbox = start(account + RULES);
                SmtpTalk talk = new SmtpTalk(sandbox)) {
            assertThat(talk.greeting()).isEqualTo("554-no\n554 go");
            assertThat(talk.reply()).isEmpty();
        }
    }

    @Test
    void everyLoginIsRightUnlessTheRulesSayOtherwise() throws IOException {
        String plain = Base64.getEncoder().encodeToString("\0user\0secret".getBytes(StandardCharsets.UTF_8));
        try (Sandbox sandbox = start(RULES)) {
            try (SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
                assertThat(talk.say("AUTH PLAIN " + plain)).startsWith("235");
            }
            try (SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
                assertThat(talk.say("AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
                assertThat(talk.say("dXNlcg==")).isEqualTo("334 UGFzc3dvcmQ6");
                assertThat(talk.say("c2VjcmV0")).startsWith("235");
            }
            try (SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
                assertThat(talk.say("AUTH XOAUTH2")).startsWith("334");
                assertThat(talk.say("dG9rZW4=")).startsWith("235");
            }
        }
        try (Sandbox sandbox = start("mailbox: { login: refused }\n" + RULES);
                SmtpTalk talk = new SmtpTalk(sandbox).greet()) {
            assertThat(talk.say("AUTH PLAIN " + plain))
                    .isEqualTo("535 5.7.8 Error: authentication failed: authentication failure");
        }
        try (Sandbox sandbox = start("mailbox: { login: none }\n" + RULES);
                SmtpTalk talk = new SmtpTalk(sandbox)) {
            assertThat(talk.say("EHLO client.example")).doesNotContain("AUTH");
        }
    }

    @Test
    void commandsOutOfOrderAreRefused() throws IOException {
        try (Sandbox sandbox = start(RULES);
                SmtpTalk talk = new SmtpTalk(sandbox)) {
            assertThat(talk.say("MAIL FROM:<news@blatt.example>")).startsWith("503 5.5.1 Error: send HELO/EHLO first");
            talk.greet();
            assertThat(talk.say("RCPT TO:<erika@web.example>")).startsWith("503");
            assertThat(talk.say("DATA")).startsWith("503");
            assertThat(talk.say("MAIL FROM:news@blatt.example")).startsWith("501");
            assertThat(talk.say("MAIL FROM:<news@blatt.example> BY=5")).startsWith("555");
            assertThat(talk.say("MAIL FROM:<news@blatt.example>")).startsWith("250");
            assertThat(talk.say("MAIL FROM:<news@blatt.example>")).startsWith("503 5.5.1 Error: nested MAIL");
            assertThat(talk.say("DATA")).startsWith("554 5.5.1 Error: no valid recipients");
            assertThat(talk.say("RCPT TO:<erika>")).startsWith("504");
            assertThat(talk.say("RCPT TO:<erika@web.example> ORCPT=rfc822;x@y")).startsWith("250");
            assertThat(talk.say("RSET")).startsWith("250");
            assertThat(talk.say("RCPT TO:<erika@web.example>")).startsWith("503");
        }
    }

    @Test
    void itListensOnLoopbackOnly() throws IOException {
        try (Sandbox sandbox = start(RULES)) {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .forEach(address -> Assertions.assertThatExceptionOfType(ConnectException.class)
                            .isThrownBy(() -> new Socket(address, sandbox.port()).close()));
        }
    }
}
