package sendepostfach.preflight.spf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import sendepostfach.dns.PracticeNameServer;

/** The open test suite of RFC 7208 (see {@code rfc7208-tests.LICENSE} beside it), and how a name server serves it. */
public final class Rfc7208Suite {
    private static final List<Integer> TYPES = List.of(Type.A, Type.AAAA, Type.MX, Type.TXT, Type.PTR, Type.CNAME);

    private Rfc7208Suite() {}

    /**
     * A zone and what is asked about it.
     *
     * @param description what it is about
     * @param zone records by name
     * @param tests the tests by name
     */
    public record Scenario(String description, Map<String, Object> zone, Map<String, Case> tests) {
        /** Lets a name server serve the zone; where the suite wants a time-out, silence or a server failure. */
        public void serve(PracticeNameServer server, boolean silence) {
            zone.forEach((name, records) -> Rfc7208Suite.serve(server, name, (List<?>) records, silence));
        }
    }

    /**
     * One question.
     *
     * @param results the results that are right
     * @param explanation what the domain says; empty where the test is not about it
     */
    public record Case(String ip, String sender, String helo, List<String> results, String explanation) {
        /** Whether an explanation is the one that is wanted; none stands for the receiver's own. */
        public boolean isSaid(String said) {
            return explanation.isEmpty() || explanation.equals(said.isEmpty() ? "DEFAULT" : said);
        }
    }

    /** All scenarios. */
    public static List<Scenario> scenarios() {
        try (InputStream in = Objects.requireNonNull(Rfc7208Suite.class.getResourceAsStream("rfc7208-tests.yml"))) {
            var scenarios = new ArrayList<Scenario>();
            for (Object each : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(in)) {
                Map<String, Case> tests = new LinkedHashMap<>();
                map(map(each).get("tests")).forEach((name, test) -> tests.put(name, test(map(test))));
                scenarios.add(new Scenario(
                        String.valueOf(map(each).get("description")),
                        map(map(each).get("zonedata")),
                        tests));
            }
            return scenarios;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Case test(Map<String, Object> fields) {
        Object expected = Objects.requireNonNull(fields.get("result"));
        List<?> results = expected instanceof List<?> several ? several : List.of(expected);
        return new Case(
                String.valueOf(fields.get("host")),
                String.valueOf(fields.get("mailfrom")),
                String.valueOf(fields.get("helo")),
                results.stream().map(String::valueOf).toList(),
                Objects.requireNonNullElse(fields.get("explanation"), "").toString());
    }

    private static void serve(PracticeNameServer server, String name, List<?> records, boolean silence) {
        var texts = new ArrayList<Object>();
        var deprecated = new ArrayList<Object>();
        var present = new ArrayList<Integer>();
        boolean timeout = false;
        String owner = name.replace(" ", "\\032");
        for (Object record : records) {
            if (record.equals("TIMEOUT")) {
                timeout = true;
                continue;
            }
            Map.Entry<String, Object> entry = map(record).entrySet().iterator().next();
            switch (entry.getKey()) {
                case "TXT" -> texts.add(entry.getValue());
                case "SPF" -> deprecated.add(entry.getValue());
                default -> present.add(add(server, owner, entry.getKey(), entry.getValue()));
            }
        }
        List<Object> served = texts.isEmpty() ? deprecated : texts;
        served.remove("NONE");
        served.forEach(text -> server.has(text(owner, text)));
        if (!served.isEmpty()) {
            present.add(Type.TXT);
        }
        if (timeout) {
            TYPES.stream().filter(type -> !present.contains(type)).forEach(type -> {
                if (silence) {
                    server.keepsSilentAbout(owner, type);
                } else {
                    server.fails(owner, type);
                }
            });
        }
    }

    private static int add(PracticeNameServer server, String owner, String type, Object value) {
        String data = value instanceof List<?> mx ? mx.get(0) + " " + mx.get(1) + "." : String.valueOf(value);
        boolean named = type.equals("PTR") || type.equals("CNAME");
        server.has(owner, 300, Type.value(type), named && !data.endsWith(".") ? data + "." : data);
        return Type.value(type);
    }

    /** A record octet by octet, since the suite has octets that are no text. */
    private static Record text(String owner, Object value) {
        List<?> strings = value instanceof List<?> several ? several : List.of(value);
        var data = new ByteArrayOutputStream();
        for (Object string : strings) {
            byte[] octets = String.valueOf(string).getBytes(StandardCharsets.ISO_8859_1);
            data.write(octets.length);
            data.writeBytes(octets);
        }
        try {
            Name name = Name.fromString(owner, Name.root);
            return Record.newRecord(name, Type.TXT, DClass.IN, 300, data.toByteArray());
        } catch (TextParseException fault) {
            throw new IllegalArgumentException(fault);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return Objects.requireNonNull((Map<String, Object>) value);
    }
}
