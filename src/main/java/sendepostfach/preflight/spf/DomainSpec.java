package sendepostfach.preflight.spf;

import java.util.regex.Pattern;

import sendepostfach.campaign.Text;

/** The name that a term speaks of, perhaps with macros (RFC 7208, section 7.1: domain-spec). */
public final class DomainSpec {
    /** Ends in a dot and a top label that is not all digits, or in a macro. */
    private static final Pattern END = Pattern.compile("(?s).*(?:"
            + "\\.(?:[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*|[A-Za-z0-9]+-[A-Za-z0-9-]*[A-Za-z0-9])\\.?"
            + "|%(?:\\{[^}]*}|%|_|-))");

    private static final int LONGEST = 253;

    private final String text;
    private final MacroString macros;

    private DomainSpec(String text, MacroString macros) {
        this.text = text;
        this.macros = macros;
    }

    static DomainSpec parse(String text) {
        MacroString macros = MacroString.parse(text, MacroString.Place.DOMAIN);
        if (!END.matcher(text).matches()) {
            throw new SpfSyntaxFault(
                    text.isEmpty()
                            ? Text.of("a domain is missing", "es fehlt eine Domain")
                            : Text.of(
                                    "\"%s\" is no domain with at least two labels",
                                    "\"%s\" ist keine Domain mit mindestens zwei Teilen", text));
        }
        return new DomainSpec(text, macros);
    }

    /** Whether the name depends on the mail. */
    public boolean hasMacros() {
        return text.indexOf('%') >= 0;
    }

    /** The name to ask DNS for, without a dot at the end; one that is too long loses labels on its left (section 7.3). */
    String expand(MacroString.Values values) {
        String name = macros.expand(values);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        while (name.length() > LONGEST && name.indexOf('.') >= 0) {
            name = name.substring(name.indexOf('.') + 1);
        }
        return name;
    }

    @Override
    public String toString() {
        return text;
    }
}
