package sendepostfach.jobfile;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.BounceMailbox;
import sendepostfach.campaign.Mailbox.Kind;
import sendepostfach.campaign.Mailbox.Login;
import sendepostfach.campaign.Mailbox.Mechanism;
import sendepostfach.campaign.Mailbox.Security;
import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.Secret;

/** The fields of one mailbox. */
final class MailboxFields {
    private static final Set<String> FIELDS = Set.of(
            "sandbox",
            "preset",
            "host",
            "port",
            "security",
            "insecure",
            "username",
            "password",
            "password-file",
            "token",
            "auth",
            "connections",
            "messages-per-connection",
            "limits",
            "envelope-sender",
            "sending-hosts",
            "bounces",
            "unsubscribe");
    private static final Set<String> OF_A_SERVER = Set.of(
            "preset", "host", "port", "security", "insecure", "username", "password", "password-file", "token", "auth");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");
    private static final Pattern IP = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-fA-F:]*:[0-9a-fA-F:]*]?");
    private static final Set<String> OF_BOUNCES = Set.of(
            "host",
            "port",
            "security",
            "insecure",
            "username",
            "password",
            "password-file",
            "token",
            "auth",
            "folder",
            "handled",
            "unknown",
            "soft");
    private static final String TOKEN = "{token}";
    private static final int LONGEST_TOKEN = 40;

    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final int IMAPS = 993;
    private static final int IMAP = 143;
    private static final int PORTS = 65_535;
    private static final int CONNECTIONS = 4;
    private static final int MESSAGES_PER_CONNECTION = 100;
    private static final int MANY = 1_000_000;

    private final String name;
    private final Section fields;
    private final Path directory;
    private final Optional<Section> preset;

    MailboxFields(String name, Section fields, Path directory) {
        this.name = name;
        this.fields = fields;
        this.directory = directory;
        this.preset = fields.value("preset").map(value -> value.as(MailboxPresets::named));
    }

    /** A value of the mailbox's own, or its preset's. */
    private Optional<Value> value(String field) {
        return fields.value(field).or(() -> preset.flatMap(values -> values.value(field)));
    }

    Mailbox read() {
        fields.only(FIELDS);
        boolean sandbox = fields.value("sandbox").map(Value::asFlag).orElse(false);
        return sandbox ? sandbox() : server();
    }

    /** The practice server: what a real one is reached by would be misleading here. */
    Mailbox sandbox() {
        OF_A_SERVER.stream().sorted().filter(fields::has).findFirst().ifPresent(field -> {
            throw fields.fault(field, "is for a real server, and this mailbox is a sandbox; remove one of the two");
        });
        return mailbox(Kind.SANDBOX, "", 0, Security.NONE, Optional.empty());
    }

    private Mailbox server() {
        String host = value("host")
                .orElseGet(() -> fields.required("host", "name the submission server, or write sandbox: true"))
                .as(MailboxFields::host);
        Security security = security(
                fields,
                host,
                value("security")
                        .map(value -> value.as(MailboxFields::security))
                        .orElse(Security.STARTTLS));
        int port = value("port")
                .map(value -> value.asNumber(1, PORTS))
                .orElse(security == Security.TLS ? SUBMISSIONS : SUBMISSION);
        return mailbox(Kind.SMTP, host, port, security, login(fields));
    }

    private static Security security(Section section, String host, Security otherwise) {
        Security security = section.value("security")
                .map(value -> value.as(MailboxFields::security))
                .orElse(otherwise);
        boolean insecure = section.value("insecure").map(Value::asFlag).orElse(false);
        if (security == Security.NONE && !insecure && !LOOPBACK.matcher(host).matches()) {
            throw section.fault(
                    "security",
                    "none would show mails and password to everybody on the way to " + host
                            + "; use starttls or tls, or say insecure: true if you must");
        }
        return security;
    }

    private Mailbox mailbox(Kind kind, String host, int port, Security security, Optional<Login> login) {
        return new Mailbox(
                name,
                kind,
                host,
                port,
                security,
                login,
                value("connections").map(value -> value.asNumber(1, MANY)).orElse(CONNECTIONS),
                value("messages-per-connection")
                        .map(value -> value.asNumber(1, MANY))
                        .orElse(MESSAGES_PER_CONNECTION),
                limits(),
                fields.value("envelope-sender").map(value -> value.as(MailboxFields::envelopeSender)),
                fields.values("sending-hosts").stream()
                        .map(value -> value.as(AddressText::host))
                        .toList(),
                fields.section("bounces").map(this::bounces),
                fields.section("unsubscribe").map(UnsubscribeFields::read));
    }

    /** All of them hold; of those over the same time, the lowest. */
    private List<Limit> limits() {
        var byLength = new TreeMap<Duration, Limit>();
        Section from = fields.has("limits") ? fields : preset.orElse(fields);
        for (Value value : from.values("limits")) {
            Limit limit = value.as(Limit::parse);
            byLength.merge(limit.per(), limit, (one, other) -> one.count() < other.count() ? one : other);
        }
        return List.copyOf(byLength.values());
    }

    private BounceMailbox bounces(Section bounces) {
        bounces.only(OF_BOUNCES);
        String host = bounces.required("host", "name the IMAP server").as(MailboxFields::host);
        Security security = security(bounces, host, Security.TLS);
        var mailbox = new BounceMailbox(
                host,
                bounces.value("port")
                        .map(value -> value.asNumber(1, PORTS))
                        .orElse(security == Security.TLS ? IMAPS : IMAP),
                security,
                login(bounces),
                bounces.value("folder").map(Value::text).orElse("INBOX"),
                bounces.value("handled").map(Value::text).orElse("Handled"),
                bounces.value("unknown").map(Value::text).orElse("Unknown"),
                bounces.section("soft").map(MailboxFields::soft).orElse(SoftBounces.DEFAULT));
        if (Set.of(mailbox.handled(), mailbox.unknown()).contains(mailbox.folder())) {
            throw bounces.fault("folder", "must be another folder than those for the mails that were read");
        }
        return mailbox;
    }

    private static SoftBounces soft(Section soft) {
        soft.only(Set.of("most", "within"));
        return new SoftBounces(
                soft.value("most").map(value -> value.asNumber(1, MANY)).orElse(SoftBounces.DEFAULT.most()),
                soft.value("within")
                        .map(value -> value.as(Duration::parse, "is not a duration, write it like P30D"))
                        .orElse(SoftBounces.DEFAULT.within()));
    }

    private Optional<Login> login(Section section) {
        List<String> secrets = List.of("password", "password-file", "token").stream()
                .filter(section::has)
                .toList();
        if (secrets.size() > 1) {
            throw section.fault(secrets.get(1), "stands beside " + secrets.get(0) + ":, only one of them can be right");
        }
        Mechanism mechanism = section.value("auth")
                .map(value -> value.as(MailboxFields::mechanism))
                .orElse(section.has("token") ? Mechanism.XOAUTH2 : Mechanism.PASSWORD);
        if (section.has("token") && mechanism == Mechanism.PASSWORD) {
            throw section.fault("token", "is for auth: xoauth2");
        }
        if (!section.has("username")) {
            if (!secrets.isEmpty()) {
                throw section.fault("username", "is missing, though there is a " + secrets.get(0));
            }
            return Optional.empty();
        }
        if (secrets.isEmpty()) {
            throw section.fault("password", "is missing, write ${NAME} for an environment variable, or password-file:");
        }
        String username = section.required("username", "").text();
        return Optional.of(new Login(username, new Secret(secret(section, secrets.get(0))), mechanism));
    }

    private String secret(Section section, String field) {
        Value value = section.required(field, "");
        if (!field.equals("password-file")) {
            return value.text();
        }
        try {
            return Environment.firstLine(directory.resolve(value.text().strip()));
        } catch (IOException | InvalidPathException unreadable) {
            throw value.fault("the file \"" + value.shown() + "\" cannot be read");
        }
    }

    private static Security security(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "starttls" -> Security.STARTTLS;
            case "tls" -> Security.TLS;
            case "none" -> Security.NONE;
            default -> throw new IllegalArgumentException("\"" + text + "\" is none of starttls, tls, none");
        };
    }

    private static Mechanism mechanism(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "password" -> Mechanism.PASSWORD;
            case "xoauth2" -> Mechanism.XOAUTH2;
            default -> throw new IllegalArgumentException("\"" + text + "\" is none of password, xoauth2");
        };
    }

    private static String host(String text) {
        return IP.matcher(text).matches() ? text : AddressText.host(text);
    }

    /** Whether a letter or digit is there, with which the token would become another word. */
    private static boolean standsClose(String text, int place) {
        return place >= 0 && place < text.length() && Character.isLetterOrDigit(text.charAt(place));
    }

    /** An address, or one with {@code {token}} in its local part. */
    static String envelopeSender(String text) {
        int token = text.indexOf(TOKEN);
        if (token < 0) {
            return AddressText.address(text).toString();
        }
        if (text.indexOf(TOKEN, token + 1) >= 0 || token > text.lastIndexOf('@')) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" must have {token} once, before the @, as in bounce+{token}@example.de");
        }
        if (standsClose(text, token - 1) || standsClose(text, token + TOKEN.length())) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" must have a sign beside {token}, as in bounce+{token}@example.de");
        }
        // A stand-in of letters as long as a token, so that the whole is checked as an address.
        String standIn = "t".repeat(LONGEST_TOKEN);
        String address = AddressText.address(text.replace(TOKEN, standIn)).toString();
        return address.substring(0, token) + TOKEN + address.substring(token + standIn.length());
    }
}
