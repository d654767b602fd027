package sendepostfach.preflight.check;

import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.Text;
import sendepostfach.dkim.UnusableKey;

/** Why a private key cannot be used, and what helps. */
final class KeyWords {
    private KeyWords() {}

    static Text evidence(UnusableKey fault, DkimKey key) {
        String file = key.keyFile();
        return switch (fault.why()) {
            case MISSING -> Text.of("The key file %s is not there.", "Die Schlüsseldatei %s gibt es nicht.", file);
            case NO_FILE -> Text.of("%s is not a file with a key.", "%s ist keine Datei mit einem Schlüssel.", file);
            case UNREADABLE ->
                Text.of("The key file %s cannot be read.", "Die Schlüsseldatei %s lässt sich nicht lesen.", file);
            case NO_KEY ->
                Text.of(
                        "%s holds no private key in PEM (a block that begins with -----BEGIN PRIVATE KEY-----).",
                        "%s enthält keinen privaten Schlüssel in PEM (einen Block, der mit -----BEGIN PRIVATE KEY-----"
                                + " beginnt).",
                        file);
            case PASSPHRASE ->
                Text.of(
                        "The key in %s is protected by a passphrase that nobody can type here.",
                        "Der Schlüssel in %s ist mit einem Passwort geschützt, das hier niemand eingeben kann.", file);
            case OTHER_FORM ->
                Text.of("The key in %s has the form %s.", "Der Schlüssel in %s hat die Form %s.", file, fault.detail());
            case DAMAGED ->
                Text.of(
                        "The private key in %s cannot be read, it may be damaged.",
                        "Der private Schlüssel in %s ist nicht lesbar, vielleicht ist er beschädigt.", file);
            case NO_USE ->
                Text.of(
                        "DKIM has no use for the key in %s (%s).",
                        "Der Schlüssel in %s taugt nicht für DKIM (%s).", file, fault.detail());
        };
    }

    static Text remedy(UnusableKey fault, DkimKey key) {
        return switch (fault.why()) {
            case UNREADABLE ->
                Text.of(
                        "Let the user who runs this program read it.",
                        "Geben Sie dem Benutzer, unter dem das Programm läuft, das Recht, sie zu lesen.");
            case PASSPHRASE ->
                Text.of(
                        "Write it without one: openssl pkey -in KEY -out NEW-KEY",
                        "Schreiben Sie ihn ohne Passwort: openssl pkey -in SCHLÜSSEL -out NEUER-SCHLÜSSEL");
            case OTHER_FORM ->
                Text.of(
                        "Convert it: openssl pkey -in KEY -out NEW-KEY",
                        "Wandeln Sie ihn um: openssl pkey -in SCHLÜSSEL -out NEUER-SCHLÜSSEL");
            case NO_USE ->
                Text.of(
                        "Sign with RSA (2048 bits) or Ed25519; make a key: sendepostfach dkim %s %s",
                        "Signieren Sie mit RSA (2048 Bit) oder Ed25519; erzeugen Sie einen Schlüssel:"
                                + " sendepostfach dkim %s %s",
                        key.domain(),
                        key.selector());
            case MISSING, NO_FILE, NO_KEY, DAMAGED ->
                Text.of(
                        "Name a private key under dkim: key: in the job file, or make one: sendepostfach dkim %s %s",
                        "Nennen Sie unter dkim: key: in der Auftragsdatei einen privaten Schlüssel, oder erzeugen Sie"
                                + " einen: sendepostfach dkim %s %s",
                        key.domain(),
                        key.selector());
        };
    }
}
