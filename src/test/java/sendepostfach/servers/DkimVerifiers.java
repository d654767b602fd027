package sendepostfach.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Debian's python3-dkim, libmail-dkim-perl and opendkim-testmsg as judges of signed mails. They run as they are installed, in
 * a network of their own whose only host is a name server with the records that a test publishes.
 */
public final class DkimVerifiers {
    private static final List<String> OWN_NETWORK = List.of("--user", "--map-root-user", "--mount", "--net");
    private static final Tool PYTHON = new Tool(Path.of("/usr/bin/python3")); // Debian's, which finds Debian's packages

    private final Path folder;
    private final Map<String, List<String>> zone = new LinkedHashMap<>();
    private final Map<String, byte[]> mails = new LinkedHashMap<>();

    private DkimVerifiers(Path folder) {
        this.folder = folder;
    }

    /** Judges with an empty folder to work in; skips the test where one of them is not installed. */
    public static DkimVerifiers in(Path folder) {
        boolean python = Files.isExecutable(PYTHON.path()) && works(PYTHON, "-c", "import dkim, nacl");
        boolean perl = works("perl", "-MMail::DKIM::Verifier", "-e1");
        needs(python, "python3-dkim and python3-nacl");
        needs(perl, "libmail-dkim-perl");
        needs(Tool.find("opendkim-testmsg").isPresent(), "opendkim-tools");
        boolean apart = works("unshare", apart("true"));
        Required.DKIM.check(apart, "allow unshare --user --net, so that nothing asks a real name server");
        return new DkimVerifiers(folder);
    }

    /** Publishes a TXT record, in the strings that it is made of. */
    public DkimVerifiers publish(String name, List<String> strings) {
        zone.put(name, strings);
        return this;
    }

    /** Adds a mail under a name for the test. */
    public DkimVerifiers add(String name, byte[] mail) {
        mails.put(name, mail);
        return this;
    }

    /** What each judge says of each mail's signatures, by the mail's name: {@code pass}, or why not. */
    public Map<String, Verdicts> judge() {
        try {
            Files.write(
                    folder.resolve("zone.txt"),
                    zone.entrySet().stream()
                            .map(record -> record.getKey() + "\t" + String.join("\t", record.getValue()))
                            .toList());
            for (Map.Entry<String, byte[]> mail : mails.entrySet()) {
                Files.write(folder.resolve(mail.getKey() + ".eml"), mail.getValue());
            }
            Path script = folder.resolve("verify-dkim.py");
            try (InputStream source =
                    Objects.requireNonNull(DkimVerifiers.class.getResourceAsStream("verify-dkim.py"))) {
                Files.copy(source, script);
            }
            String said = Tool.named("unshare")
                    .run("", apart(PYTHON.path().toString(), script.toString(), folder.toString()));
            return said.lines()
                    .map(line -> List.of(line.split("\t", -1)))
                    .collect(Collectors.groupingBy(
                            words -> words.get(0), Collectors.collectingAndThen(Collectors.toList(), Verdicts::of)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /**
     * What the judges say of one mail.
     *
     * @param python of each signature
     * @param perl of each signature; it knows no Ed25519
     * @param opendkim of all signatures together
     */
    public record Verdicts(List<String> python, List<String> perl, String opendkim) {
        private static Verdicts of(List<List<String>> lines) {
            return new Verdicts(
                    of("python3-dkim", lines),
                    of("libmail-dkim-perl", lines),
                    of("opendkim-testmsg", lines).get(0));
        }

        private static List<String> of(String tool, List<List<String>> lines) {
            return lines.stream()
                    .filter(line -> line.get(1).equals(tool))
                    .map(line -> line.subList(2, line.size()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void needs(boolean met, String packages) {
        Required.DKIM.check(met, "install Debian's " + packages);
    }

    private static boolean works(String name, String... arguments) {
        return Tool.find(name).filter(tool -> works(tool, arguments)).isPresent();
    }

    private static boolean works(Tool tool, String... arguments) {
        try {
            tool.run("", arguments);
            return true;
        } catch (IllegalStateException doesNot) {
            return false;
        }
    }

    private static String[] apart(String... command) {
        return Stream.concat(OWN_NETWORK.stream(), Stream.of(command)).toArray(String[]::new);
    }
}
