package sendepostfach.cli;

import java.io.PrintWriter;
import java.net.IDN;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.InputFault;
import sendepostfach.dkim.DnsRecord;
import sendepostfach.dkim.KeyAlgorithm;
import sendepostfach.dkim.NewKey;

/** {@code dkim}: makes a key pair and prints the DNS record to publish. */
@Command(
        name = "dkim",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Makes a key pair to sign mails with, and prints the DNS record to publish.")
final class DkimCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DOMAIN", description = "The domain of the sender's address.")
    private String domain = "";

    @Parameters(
            index = "1",
            paramLabel = "SELECTOR",
            description = "A name for this key, such as s1 or 2027; each key of a domain has its own.")
    private String selector = "";

    @Option(
            names = "--ed25519",
            description = "An Ed25519 key (RFC 8463) instead of RSA 2048. Not every receiver knows it: use it beside an"
                    + " RSA key with another selector.")
    private boolean ed25519;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the private key goes (default: SELECTOR.DOMAIN.pem).")
    private @Nullable Path out;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        String host = aLabels(domain);
        String label = selector.toLowerCase(Locale.ROOT);
        Path file = out == null ? Path.of(label + "." + host + ".pem") : out;
        var names = new DkimKey(host, label, file.toString());
        KeyAlgorithm algorithm = ed25519 ? KeyAlgorithm.ED25519 : KeyAlgorithm.RSA;
        DnsRecord made = NewKey.make(names, algorithm);
        PrintWriter print = spec.commandLine().getOut();
        if (json) {
            print.println(Json.line(asMap(names, algorithm, made)));
        } else {
            print(print, names, made);
        }
        return Cli.OK;
    }

    private static String aLabels(String domain) {
        try {
            return IDN.toASCII(domain.strip()).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        } catch (IllegalArgumentException wrong) {
            throw new InputFault("not a domain: \"" + domain + "\"", wrong);
        }
    }

    private static LinkedHashMap<String, Object> asMap(DkimKey names, KeyAlgorithm algorithm, DnsRecord made) {
        var map = new LinkedHashMap<String, Object>();
        map.put("domain", names.domain());
        map.put("selector", names.selector());
        map.put("algorithm", algorithm.tag());
        map.put("key", names.keyFile());
        map.put("name", made.name());
        map.put("type", "TXT");
        map.put("value", made.value());
        map.put("strings", made.strings());
        map.put("zone", made.zoneLine());
        return map;
    }

    private static void print(PrintWriter out, DkimKey names, DnsRecord made) {
        out.println("The private key is in " + names.keyFile() + ", which only you may read. Keep it secret.");
        out.println();
        out.println("Publish this record in the DNS of " + names.domain() + ":");
        out.println();
        out.println(made.zoneLine());
        out.println();
        out.println("In a form that asks for name, type and value:");
        out.println();
        out.println("name   " + made.name());
        out.println("type   TXT");
        out.println("value  " + made.value());
        out.println();
        out.println("Then sign with it, in the job file:");
        out.println();
        out.println("dkim: { domain: " + names.domain() + ", selector: " + names.selector() + ", key: "
                + Path.of(names.keyFile()).toAbsolutePath().normalize() + " }");
    }
}
