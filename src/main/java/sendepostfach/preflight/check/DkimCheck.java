package sendepostfach.preflight.check;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.Text;
import sendepostfach.dkim.UnusableKey;
import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Requirement;
import sendepostfach.preflight.Sending;

/** Whether what the program signs can be verified by what DNS has. */
final class DkimCheck {
    static final String DKIM = "dkim";
    private static final int SHORTEST = 1024;
    private static final int GOOD = 2048;

    private final Lookups dns;
    private final Sending sending;

    DkimCheck(Lookups dns, Sending sending) {
        this.dns = dns;
        this.sending = sending;
    }

    /**
     * What was found of all keys.
     *
     * @param findings one for each key
     * @param verified whether a signature can be verified; empty where nothing signs, or DNS does not answer and none of the
     *     other keys is right
     * @param signers the domains whose signatures can be verified
     */
    record Outcome(List<Finding> findings, Optional<Boolean> verified, List<String> signers) {}

    /** What was found of one key; verified is empty where it is not known. */
    private record Seen(Finding finding, Optional<Boolean> verified, String signer) {
        boolean isVerified() {
            return verified.orElse(false);
        }
    }

    /** One signature that can be verified is enough for receivers; a key beside it that cannot is worth a warning. */
    Outcome look() {
        if (sending.dkim().isEmpty()) {
            return new Outcome(List.of(unsigned()), Optional.empty(), List.of());
        }
        List<Seen> keys = sending.dkim().stream().map(this::look).toList();
        boolean any = keys.stream().anyMatch(Seen::isVerified);
        boolean unknown = keys.stream().anyMatch(key -> key.verified.isEmpty());
        return new Outcome(
                keys.stream()
                        .map(key -> any ? key.finding.atMostWarning() : key.finding)
                        .toList(),
                any ? Optional.of(true) : unknown ? Optional.empty() : Optional.of(false),
                keys.stream()
                        .filter(Seen::isVerified)
                        .map(key -> key.signer)
                        .distinct()
                        .toList());
    }

    private Finding unsigned() {
        return Finding.warn(
                        DKIM,
                        Text.of(
                                "The program does not sign. Whether the mailbox's server does can only be seen in a mail.",
                                "Das Programm signiert nicht. Ob der Server des Postfachs signiert, zeigt nur eine verschickte Mail."),
                        Text.of(
                                "Send a test to yourself (sendepostfach test) and look for DKIM-Signature with d=%1$s; or make"
                                        + " a key (sendepostfach dkim %1$s s1) and name it under dkim: in the job file.",
                                "Schicken Sie sich eine Testmail (sendepostfach test) und suchen Sie darin DKIM-Signature mit d=%1$s;"
                                        + " oder erzeugen Sie einen Schlüssel (sendepostfach dkim %1$s s1) und nennen Sie ihn"
                                        + " unter dkim: in der Auftragsdatei.",
                                sending.from().domain()))
                .about(Requirement.DKIM);
    }

    /** What can be said of keys without DNS: which of them cannot be used. */
    static List<Finding> unusable(Sending sending) {
        var findings = new ArrayList<Finding>();
        for (DkimKey key : sending.dkim()) {
            try {
                if (SigningKey.read(key).isShorterThan(SHORTEST)) {
                    throw UnusableKey.of(key, UnusableKey.Why.NO_USE, "RSA");
                }
            } catch (UnusableKey unusable) {
                findings.add(unusable(key, unusable).finding);
            }
        }
        return findings;
    }

    private static Seen unusable(DkimKey key, UnusableKey fault) {
        return failed(key.domain(), KeyWords.evidence(fault, key), KeyWords.remedy(fault, key));
    }

    private Seen look(DkimKey configured) {
        SigningKey key;
        try {
            key = SigningKey.read(configured);
        } catch (UnusableKey unusable) {
            return unusable(configured, unusable);
        }
        String name = configured.selector() + "._domainkey." + configured.domain();
        DnsAnswer<String> answer = dns.texts(name);
        if (answer.isUnanswered()) {
            Finding finding = Finding.warn(
                    DKIM,
                    Text.of(
                            "DNS gives no answer about %s (%s); whether the key is published is not known.",
                            "Das DNS liefert keine Antwort zu %s (%s); ob der Schlüssel veröffentlicht ist, ist nicht bekannt.",
                            name,
                            answer.reason()),
                    Text.of("Check again.", "Prüfen Sie es noch einmal."));
            return new Seen(finding, Optional.empty(), configured.domain());
        }
        return judge(configured.domain(), name, answer.records(), key);
    }

    private Seen judge(String signer, String name, List<String> records, SigningKey key) {
        Text remedy = publish(name, key);
        if (records.isEmpty()) {
            return failed(
                    signer,
                    Text.of("There is no key record at %s.", "Unter %s gibt es keinen DKIM-Eintrag.", name),
                    remedy);
        }
        if (records.size() > 1) {
            return failed(
                    signer,
                    Text.of(
                            "There are %s TXT records at %s; which one receivers use is chance.",
                            "Unter %2$s gibt es %1$s TXT-Einträge; welchen ein empfangender Server benutzt, ist Zufall.",
                            records.size(),
                            name),
                    remedy);
        }
        DkimRecord record = DkimRecord.parse(records.get(0));
        if (record.isRevoked()) {
            return failed(
                    signer,
                    Text.of("The key at %s is revoked (p=).", "Der Schlüssel unter %s ist widerrufen (p=).", name),
                    remedy);
        }
        Optional<PublicKey> published = record.isOne() ? record.key() : Optional.empty();
        if (published.isEmpty()) {
            return failed(
                    signer,
                    Text.of(
                            "The record at %s cannot be read: %s",
                            "Der Eintrag unter %s ist nicht lesbar: %s", name, records.get(0)),
                    remedy);
        }
        if (!record.isForMail() || !record.allowsSha256()) {
            return failed(
                    signer,
                    Text.of(
                            "The record at %s does not allow mail signed with SHA-256: %s",
                            "Der Eintrag unter %s erlaubt keine mit SHA-256 signierten Mails: %s",
                            name,
                            records.get(0)),
                    remedy);
        }
        if (!key.matches(published.get())) {
            return failed(
                    signer,
                    Text.of(
                            "The key at %s is another one than the job signs with: no signature can be verified.",
                            "Der Schlüssel unter %s gehört nicht zu dem, mit dem der Auftrag signiert: Jede Signatur ist ungültig.",
                            name),
                    remedy);
        }
        return matching(signer, name, record, published.get());
    }

    private Seen matching(String signer, String name, DkimRecord record, PublicKey published) {
        int bits = published instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : GOOD;
        Text stronger = Text.of(
                "Make a key of %s bits (sendepostfach dkim), publish it and name it in the job.",
                "Erzeugen Sie einen Schlüssel mit %s Bit (sendepostfach dkim), veröffentlichen Sie ihn und nennen Sie ihn"
                        + " im Auftrag.",
                GOOD);
        if (bits < SHORTEST) {
            return failed(
                    signer,
                    Text.of(
                            "The key at %s has %s bits; receivers refuse less than 1024.",
                            "Der Schlüssel unter %s hat %s Bit; mit weniger als 1024 gilt keine Signatur.", name, bits),
                    stronger);
        }
        Finding finding;
        if (record.isTesting()) {
            finding = Finding.warn(
                    DKIM,
                    Text.of(
                            "The key at %s is in test mode (t=y): receivers treat the mail as if it were not signed.",
                            "Der Schlüssel unter %s ist im Testmodus (t=y): Empfangende Server behandeln die Mail wie unsigniert.",
                            name),
                    Text.of("Remove t=y from the record.", "Entfernen Sie t=y aus dem Eintrag."));
        } else if (bits < GOOD) {
            finding = Finding.warn(
                    DKIM,
                    Text.of("The key at %s has only %s bits.", "Der Schlüssel unter %s hat nur %s Bit.", name, bits),
                    stronger);
        } else if (record.type().equals("ed25519") && isTheOnlyKey()) {
            finding = Finding.warn(
                    DKIM,
                    Text.of(
                            "The key at %s is Ed25519, which large providers do not verify yet.",
                            "Der Schlüssel unter %s ist Ed25519, was große Provider noch nicht prüfen.", name),
                    Text.of(
                            "Sign with an RSA key of %s bits.",
                            "Signieren Sie mit einem RSA-Schlüssel mit %s Bit.", GOOD));
        } else {
            finding = Finding.pass(
                    DKIM,
                    Text.of(
                            "A probe signed with the job's key is verified by %s (%s bits).",
                            "Eine mit dem Schlüssel des Auftrags signierte Probe ist nach %s gültig (%s Bit).",
                            name,
                            bits));
        }
        return new Seen(finding, Optional.of(!record.isTesting()), signer);
    }

    /** Beside an RSA key one of Ed25519 does no harm. */
    private boolean isTheOnlyKey() {
        return sending.dkim().size() == 1;
    }

    private static Text publish(String name, SigningKey key) {
        return key.publicKey()
                .map(known -> Text.of(
                        "Publish as the only TXT record at %s: %s",
                        "Veröffentlichen Sie als einzigen TXT-Eintrag unter %s: %s", name, DkimRecord.text(known)))
                .orElseGet(() -> Text.of(
                        "Publish the job's public key at %s; sendepostfach dkim prints it.",
                        "Veröffentlichen Sie den öffentlichen Schlüssel des Auftrags unter %s; sendepostfach dkim zeigt ihn.",
                        name));
    }

    private static Seen failed(String signer, Text evidence, Text remedy) {
        return new Seen(Finding.fail(DKIM, evidence, remedy).about(Requirement.DKIM), Optional.of(false), signer);
    }
}
