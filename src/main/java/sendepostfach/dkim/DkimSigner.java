package sendepostfach.dkim;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import sendepostfach.campaign.DkimKey;

/**
 * Signs finished mails, once with each of a campaign's keys (RFC 6376, relaxed/relaxed). The signature knows no clock: the
 * same mail is signed with the same bytes for ever. Safe for use by many threads.
 */
public final class DkimSigner {
    /** No more characters than this in a line of the signature. */
    private static final int LINE = 76;

    private static final String FOLD = "\r\n ";

    private final List<SigningKey> keys;

    private DkimSigner(List<SigningKey> keys) {
        this.keys = keys;
    }

    /**
     * A signer with these keys; without any, mails stay as they are.
     *
     * @throws sendepostfach.campaign.InputFault naming the file and the remedy, where a key cannot be used
     */
    public static DkimSigner of(List<DkimKey> keys) {
        return new DkimSigner(keys.stream().map(SigningKey::read).toList());
    }

    /**
     * The mail with a signature for each key before its first header.
     *
     * @param mail a finished mail, lines ending with CR LF
     */
    public byte[] sign(byte[] mail) {
        if (keys.isEmpty()) {
            return mail;
        }
        HeaderFields header = HeaderFields.of(mail);
        String bodyHash = Base64.getEncoder().encodeToString(RelaxedBody.hash(mail, header.end()));
        List<HeaderFields.Field> signed = SignedFields.of(header);
        String names = foldedNames(SignedFields.names(header));
        var signatures = new StringBuilder();
        for (SigningKey key : keys) {
            signatures.append(signature(key, mail, signed, names, bodyHash));
        }
        byte[] first = signatures.toString().getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[first.length + mail.length];
        System.arraycopy(first, 0, whole, 0, first.length);
        System.arraycopy(mail, 0, whole, first.length, mail.length);
        return whole;
    }

    private static String signature(
            SigningKey key, byte[] mail, List<HeaderFields.Field> signed, String names, String bodyHash) {
        String open = "DKIM-Signature: v=1; a=" + key.algorithm().tag() + "; c=relaxed/relaxed;" + FOLD + "d="
                + key.domain() + ";" + FOLD + "s=" + key.selector() + ";" + FOLD + "h=" + names + ";" + FOLD + "bh="
                + bodyHash + ";" + FOLD + "b=";
        var canonical = new RelaxedHeader();
        signed.forEach(field -> canonical.add(mail, field));
        canonical.addLast(open.getBytes(StandardCharsets.US_ASCII));
        return open + folded(Base64.getEncoder().encodeToString(key.sign(canonical.bytes()))) + "\r\n";
    }

    /** Names parted by colons; a line breaks after a colon. */
    private static String foldedNames(List<String> names) {
        var out = new StringBuilder();
        int column = " h=".length();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i) + (i + 1 < names.size() ? ":" : "");
            if (column + name.length() >= LINE) {
                out.append(FOLD);
                column = 1;
            }
            out.append(name);
            column += name.length();
        }
        return out.toString();
    }

    private static String folded(String base64) {
        var out = new StringBuilder();
        int room = LINE - " b=".length();
        for (int from = 0; from < base64.length(); ) {
            int to = Math.min(base64.length(), from + room);
            out.append(from == 0 ? "" : FOLD).append(base64, from, to);
            from = to;
            room = LINE - 1;
        }
        return out.toString();
    }
}
