package sendepostfach.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Sender;

/** Mails and recipients of every kind that can go wrong, drawn by chance. */
final class RandomMails {
    static final List<String> COLUMNS = List.of("Vorname", "Ort", "Text");

    /** Pieces of texts and cells: letters, umlauts, emoji, signs with a meaning, line ends of all systems, lone halves. */
    private static final String[] PIECES = {
        "a",
        "Wort",
        " ",
        " ",
        "  ",
        "\t",
        ".",
        "..",
        "=",
        "=3D",
        "ä",
        "ß",
        "é",
        "日本",
        "🌷",
        "👩\u200d🌾",
        "\n",
        "\n",
        "\n.",
        "\r\n",
        "\r",
        "\n\n",
        "\n \n",
        "\u00a0",
        "\u0007",
        "\u007f",
        "\u0085",
        "\u2028",
        "\ud83c",
        "\udf37",
        "<",
        ">",
        "&",
        "\"",
        "'",
        ",",
        "@",
        "=?UTF-8?Q?x?=",
        "https://x.example/?a=b&c=d",
        "From ",
        "--",
        "x".repeat(80),
        "Wörter ".repeat(12),
        "-- \n"
    };

    private static final String[] FIELDS = {
        "{{ vorname }}",
        "{{ ort }}",
        "{{ text }}",
        "{{ row[\"Text\"] }}",
        "{{ vorname | default('Hallo') }}",
        "{{ text | upper }}",
        "{% if ort is empty %}nichts\n{% else %}in {{ ort }}{% endif %}",
        "{% for c in row %}{{ c.key }}\n.\n{% endfor %}",
        "{# nichts #}",
        "{% set x = vorname %}\n{{ x }}"
    };

    private static final String[] HTML = {
        "<p>",
        "</p>\n",
        "<br>",
        "<a href=\"https://x.example/{{ ort }}\">hier</a>",
        "<img src=\"kopf.png\" alt=\"Kopf\">",
        "<ul><li>eins</li>\r\n<li>zwei</li></ul>",
        "<h1>Titel</h1>",
        "<pre>a  b\r c\n</pre>",
        "<div style=\"display:none\">x</div>"
    };

    private final RandomGenerator random;

    RandomMails(RandomGenerator random) {
        this.random = random;
    }

    Mail mail() {
        boolean html = random.nextBoolean();
        boolean text = !html || random.nextBoolean();
        return new Mail(
                new Sender(random.nextBoolean() ? "" : shortText(), Address.of(address("news"))),
                maybe() ? Optional.of(Address.of(address("antwort"))) : Optional.empty(),
                template(random.nextInt(6), false),
                html ? Optional.of(new Mail.Part("mail.html", template(random.nextInt(40), true))) : Optional.empty(),
                text ? Optional.of(new Mail.Part("mail.txt", template(random.nextInt(40), false))) : Optional.empty(),
                attachments(),
                Map.of("kopf.png", new Mail.File("kopf.png", octets())),
                maybe() ? Optional.of(template(2, false)) : Optional.empty());
    }

    Addressee addressee(int number) {
        var row = new LinkedHashMap<String, String>();
        COLUMNS.forEach(column -> {
            if (!maybe()) {
                row.put(column, shortText());
            }
        });
        return new Addressee(
                Address.of(address("kunde" + number)),
                maybe() ? Optional.empty() : Optional.of(shortText()),
                row,
                number + ".abc@x.example",
                Instant.ofEpochSecond(1_764_572_400L + random.nextInt(100_000_000)),
                maybe()
                        ? Map.of()
                        : Map.of(
                                "List-Unsubscribe",
                                "<https://x.example/" + "u".repeat(random.nextInt(150)) + ">",
                                "X-Text",
                                shortText()));
    }

    private String address(String local) {
        return (maybe() ? "jörg." : "") + local + "@gmx.example";
    }

    private List<Mail.File> attachments() {
        var files = new ArrayList<Mail.File>();
        while (maybe()) {
            files.add(new Mail.File(shortText() + ".pdf", octets()));
        }
        return files;
    }

    private String template(int length, boolean html) {
        var out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(html ? 4 : 3);
            out.append(
                    kind == 0
                            ? one(FIELDS)
                            : kind == 3 ? one(HTML) : html ? one(PIECES).replace("<", "&lt;") : one(PIECES));
        }
        return out.toString();
    }

    private String shortText() {
        var out = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            out.append(one(PIECES));
        }
        return out.toString();
    }

    private byte[] octets() {
        var octets = new byte[random.nextInt(200)];
        random.nextBytes(octets);
        return octets;
    }

    private boolean maybe() {
        return random.nextInt(3) == 0;
    }

    private String one(String[] all) {
        return all[random.nextInt(all.length)];
    }
}
