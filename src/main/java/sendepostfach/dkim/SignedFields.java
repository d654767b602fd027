package sendepostfach.dkim;

import java.util.ArrayList;
import java.util.List;

/**
 * Which header fields a signature covers (RFC 6376, 5.4). Those that people and programs believe are named once more than
 * they occur, so that nobody can add another one without breaking the signature; the names of absent ones stand for that
 * they are absent.
 */
final class SignedFields {
    private static final List<String> OVERSIGNED = List.of(
            "From",
            "Reply-To",
            "Subject",
            "Date",
            "To",
            "Cc",
            "Message-ID",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "List-Unsubscribe",
            "List-Unsubscribe-Post");

    /** Signed where they are there. */
    private static final List<String> SIGNED = List.of(
            "Sender",
            "In-Reply-To",
            "References",
            "Auto-Submitted",
            "Content-ID",
            "Content-Description",
            "Content-Disposition",
            "Feedback-ID",
            "List-Help",
            "List-ID",
            "List-Owner",
            "List-Post",
            "List-Subscribe",
            "Precedence");

    private SignedFields() {}

    /** The fields that are signed, in the order in which they are: of a name the last one first. */
    static List<HeaderFields.Field> of(HeaderFields header) {
        var signed = new ArrayList<HeaderFields.Field>();
        OVERSIGNED.forEach(name -> addAll(header, name, signed));
        SIGNED.forEach(name -> addAll(header, name, signed));
        return signed;
    }

    /** The names for h=, one for each field of {@link #of} and one more for each that is oversigned. */
    static List<String> names(HeaderFields header) {
        var names = new ArrayList<String>();
        for (String name : OVERSIGNED) {
            addNames(header, name, names);
            names.add(name);
        }
        SIGNED.forEach(name -> addNames(header, name, names));
        return names;
    }

    private static void addAll(HeaderFields header, String name, List<HeaderFields.Field> signed) {
        for (int i = header.fields().size() - 1; i >= 0; i--) {
            HeaderFields.Field field = header.fields().get(i);
            if (field.name().equalsIgnoreCase(name)) {
                signed.add(field);
            }
        }
    }

    private static void addNames(HeaderFields header, String name, List<String> names) {
        for (HeaderFields.Field field : header.fields()) {
            if (field.name().equalsIgnoreCase(name)) {
                names.add(name);
            }
        }
    }
}
