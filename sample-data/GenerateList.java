import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Writes a distribution list as a German shop may have it, for practice:
 *
 * <pre>java sample-data/GenerateList.java ROWS [SEED] &gt; list.csv</pre>
 *
 * The same numbers always give the same list. Every domain ends in {@code .example}, which is reserved (RFC 2606) and
 * belongs to nobody. The shares of the providers are about those of German consumer lists; behind them come 600 small
 * company domains of which few have many customers and many have few (Zipf's law).
 *
 * <p>Of 100 rows about 2.5 repeat an earlier address, 1.2 have an address that cannot be right, 1 has none, and 0.8 have
 * one in an unusual dress (a display name, a capital domain, blanks). Some local parts tell a practice server what to do:
 * they begin with {@code unbekannt} (no such user, 1.5 of 100) or {@code voll} (mailbox full, 1 of 100).
 *
 * <p>Umlauts are written as escapes, since JDK 17 reads a source file that it runs in the charset of the terminal.
 */
final class GenerateList {
    /** Domain and share in thousandths; what is missing to 1000 goes to the small companies. */
    private static final String[] PROVIDERS = {
        "gmail.example 210", "gmx.example 180", "web.example 170", "t-online.example 100", "outlook.example 45",
        "hotmail.example 35", "googlemail.example 30", "yahoo.example 30", "icloud.example 20", "freenet.example 20",
        "ionos.example 12", "aol.example 10", "arcor.example 8", "posteo.example 6", "mailbox.example 6",
        "vodafone.example 4", "proton.example 4",
    };

    private static final String[] WOMEN = {
        "Anna", "Maria", "Sabine", "Petra", "Monika", "Claudia", "Susanne", "Andrea", "Julia", "Katharina", "Stefanie",
        "Birgit", "Heike", "Martina", "Nicole", "Karin", "Gabriele", "Ursula", "Renate", "Jutta", "Lena", "Laura", "Sarah",
        "Lisa", "Jana", "Katrin", "Silke", "Ute", "B\u00e4rbel", "K\u00e4the", "Ay\u015fe", "Ren\u00e9e", "Erika", "Christine", "Barbara",
    };

    private static final String[] MEN = {
        "Peter", "Michael", "Thomas", "Andreas", "Wolfgang", "Klaus", "J\u00fcrgen", "Stefan", "G\u00fcnter", "Uwe", "Werner",
        "Frank", "Bernd", "J\u00f6rg", "Matthias", "Markus", "Christian", "Jan", "Tobias", "Sebastian", "Florian", "Daniel",
        "Alexander", "Martin", "Ralf", "Dieter", "Helmut", "Manfred", "Heinz", "Sven", "Bj\u00f6rn", "Mehmet", "Andr\u00e9", "Lukas",
        "Max",
    };

    private static final String[] SURNAMES = {
        "M\u00fcller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz", "Hoffmann", "Sch\u00e4fer",
        "Koch", "Bauer", "Richter", "Klein", "Wolf", "Schr\u00f6der", "Neumann", "Schwarz", "Zimmermann", "Braun", "Kr\u00fcger",
        "Hofmann", "Hartmann", "Lange", "Schmitt", "Werner", "Krause", "Meier", "Lehmann", "Schmid", "Schulze", "Maier",
        "K\u00f6hler", "Herrmann", "K\u00f6nig", "Walter", "Mayer", "Huber", "Kaiser", "Fuchs", "Peters", "Lang", "Scholz", "M\u00f6ller",
        "Wei\u00df", "Jung", "Hahn", "Schubert", "Vogel", "Friedrich", "Keller", "G\u00fcnther", "Frank", "Berger", "Winkler", "Roth",
        "Beck", "Lorenz", "Baumann", "Franke", "Albrecht", "Schuster", "Simon", "Ludwig", "B\u00f6hm", "Winter", "Kraus",
        "Martin", "Schumacher", "Kr\u00e4mer", "Vogt", "Stein", "J\u00e4ger", "Otto", "Sommer", "Gro\u00df", "Seidel", "Heinrich", "Brandt",
    };

    private static final String[] TRADES = {
        "schreinerei", "gaertnerei", "baeckerei", "autohaus", "kanzlei", "praxis", "steuerbuero", "elektro", "metallbau",
        "weingut", "malerbetrieb", "dachdecker", "apotheke", "buchhandlung", "hotel", "druckerei", "optik", "fahrrad",
        "immobilien", "b\u00e4ckerei",
    };

    private static final String[] TOWNS = {
        "10115 Berlin", "20095 Hamburg", "80331 M\u00fcnchen", "50667 K\u00f6ln", "60311 Frankfurt am Main", "70173 Stuttgart",
        "40213 D\u00fcsseldorf", "04109 Leipzig", "44135 Dortmund", "45127 Essen", "28195 Bremen", "01067 Dresden",
        "30159 Hannover", "90402 N\u00fcrnberg", "47051 Duisburg", "44787 Bochum", "42103 Wuppertal", "33602 Bielefeld",
        "53111 Bonn", "48143 M\u00fcnster", "76133 Karlsruhe", "68159 Mannheim", "86150 Augsburg", "65183 Wiesbaden",
        "41061 M\u00f6nchengladbach", "38100 Braunschweig", "24103 Kiel", "09111 Chemnitz", "52062 Aachen", "06108 Halle (Saale)",
        "39104 Magdeburg", "79098 Freiburg im Breisgau", "23552 L\u00fcbeck", "99084 Erfurt", "55116 Mainz", "18055 Rostock",
        "34117 Kassel", "66111 Saarbr\u00fccken", "93047 Regensburg", "97070 W\u00fcrzburg", "89073 Ulm", "37073 G\u00f6ttingen",
    };

    private static final int COMPANIES = 600;
    private static final int REMEMBERED = 4000;

    private final Random random;
    private final Set<String> taken = new HashSet<>();
    private final List<String> earlier = new ArrayList<>();
    private final double[] companyShares = new double[COMPANIES];

    private GenerateList(long seed) {
        random = new Random(seed);
        double sum = 0;
        for (int rank = 0; rank < COMPANIES; rank++) {
            sum += 1.0 / (rank + 3);
            companyShares[rank] = sum;
        }
    }

    public static void main(String[] args) throws IOException {
        if (args.length < 1 || args.length > 2) {
            System.err.println("usage: java sample-data/GenerateList.java ROWS [SEED] > list.csv");
            System.exit(2);
        }
        var list = new GenerateList(args.length == 2 ? Long.parseLong(args[1]) : 1);
        try (var out = new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8)) {
            out.print("Kundennummer;Anrede;Vorname;Nachname;E-Mail;PLZ;Ort\n");
            int rows = Integer.parseInt(args[0]);
            for (int row = 1; row <= rows; row++) {
                out.print(list.row(row));
            }
        }
    }

    private String row(int number) {
        boolean woman = random.nextInt(100) < 52;
        String firstName = woman ? pick(WOMEN) : pick(MEN);
        String surname = pick(SURNAMES);
        String town = pick(TOWNS);
        String salutation = random.nextInt(50) == 0 ? "" : woman ? "Frau" : "Herr";
        return String.format(
                "K%06d;%s;%s;%s;%s;%s;%s\n",
                100_000 + number,
                salutation,
                firstName,
                surname,
                emailCell(firstName, surname),
                town.substring(0, 5),
                town.substring(6));
    }

    private String emailCell(String firstName, String surname) {
        int lot = random.nextInt(1000);
        if (lot < 25 && !earlier.isEmpty()) {
            String again = earlier.get(random.nextInt(earlier.size()));
            int at = again.indexOf('@');
            return random.nextInt(4) > 0 ? again : again.substring(0, at) + again.substring(at).toUpperCase(Locale.ROOT);
        }
        if (lot < 35) {
            return "";
        }
        String address = address(firstName, surname);
        if (lot < 47) {
            return damaged(address);
        }
        remember(address);
        return lot < 55 ? dressed(address, firstName, surname) : address;
    }

    private void remember(String address) {
        if (earlier.size() < REMEMBERED) {
            earlier.add(address);
        } else {
            earlier.set(random.nextInt(REMEMBERED), address);
        }
    }

    /** An address that nobody has got yet. */
    private String address(String firstName, String surname) {
        int lot = random.nextInt(1000);
        String domain = domain();
        String localPart = localPart(ascii(firstName), ascii(surname));
        String marked = lot < 15 ? "unbekannt." + localPart : lot < 25 ? "voll." + localPart : localPart;
        String address = marked + "@" + domain;
        for (int n = 50 + random.nextInt(50); !taken.add(address); n++) {
            address = marked + n + "@" + domain;
        }
        return address;
    }

    private String domain() {
        int lot = random.nextInt(1000);
        for (String provider : PROVIDERS) {
            int blank = provider.indexOf(' ');
            lot -= Integer.parseInt(provider.substring(blank + 1));
            if (lot < 0) {
                return provider.substring(0, blank);
            }
        }
        double point = random.nextDouble() * companyShares[COMPANIES - 1];
        int rank = 0;
        while (companyShares[rank] < point) {
            rank++;
        }
        String trade = TRADES[rank % TRADES.length];
        String name = SURNAMES[(rank * 7 + rank / TRADES.length) % SURNAMES.length];
        return trade + "-" + ascii(name) + ".example";
    }

    private String localPart(String firstName, String surname) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> firstName + "." + surname;
            case 3 -> firstName + surname;
            case 4 -> firstName.charAt(0) + "." + surname;
            case 5 -> firstName + "_" + surname;
            case 6 -> surname + "-" + firstName;
            default -> firstName + "." + surname + (1950 + random.nextInt(56));
        };
    }

    /** As addresses come out of hurried typing and other people's exports. */
    private String damaged(String address) {
        int at = address.indexOf('@');
        return switch (random.nextInt(8)) {
            case 0 -> address.replace("@", "");
            case 1 -> address.replace(".example", ",example");
            case 2 -> address.substring(0, at + 1) + address.substring(at + 1).replace(".example", "");
            case 3 -> address.replace("@", "@@");
            case 4 -> address.replace("@", " @ ");
            case 5 -> "\"" + address + "; buero@" + address.substring(at + 1) + "\"";
            case 6 -> address.replace("@", "(at)");
            default -> "k.A.";
        };
    }

    /** Unusual, and yet a good address. */
    private String dressed(String address, String firstName, String surname) {
        return switch (random.nextInt(4)) {
            case 0 -> firstName + " " + surname + " <" + address + ">";
            case 1 -> "\"\"\"" + surname + ", " + firstName + "\"\" <" + address + ">\"";
            case 2 -> " " + address + " ";
            default -> "mailto:" + address;
        };
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }

    private static String ascii(String name) {
        String german = name.toLowerCase(Locale.ROOT)
                .replace("\u00e4", "ae")
                .replace("\u00f6", "oe")
                .replace("\u00fc", "ue")
                .replace("\u00df", "ss");
        return Normalizer.normalize(german, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }
}
