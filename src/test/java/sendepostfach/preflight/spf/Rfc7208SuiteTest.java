package sendepostfach.preflight.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.PracticeNameServer;
import sendepostfach.preflight.Ip;

/**
 * The open test suite of RFC 7208 (see {@code rfc7208-tests.LICENSE} beside it), each scenario served by a name server; once with
 * silence where the suite wants a time-out, and once with a server failure.
 */
class Rfc7208SuiteTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
    private static final DnsSettings QUICK =
            new DnsSettings(Duration.ofMillis(400), 1, 64, Duration.ofHours(1), Duration.ofHours(1), 1000);
    private static final List<Integer> TYPES = List.of(Type.A, Type.AAAA, Type.MX, Type.TXT, Type.PTR, Type.CNAME);

    private final List<PracticeNameServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(PracticeNameServer::close);
    }

    @TestFactory
    Stream<DynamicContainer> withSilence() throws IOException {
        return scenarios(true);
    }

    @TestFactory
    Stream<DynamicContainer> withServerFailures() throws IOException {
        return scenarios(false);
    }

    private Stream<DynamicContainer> scenarios(boolean silence) throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("rfc7208-tests.yml"))) {
            var scenarios = new ArrayList<DynamicContainer>();
            for (Object each : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(in)) {
                scenarios.add(scenario(map(each), silence));
            }
            assertThat(scenarios).hasSize(16);
            return scenarios.stream();
        }
    }

    private DynamicContainer scenario(Map<String, Object> scenario, boolean silence) {
        var server = new PracticeNameServer().deniesOtherNames();
        servers.add(server);
        map(scenario.get("zonedata")).forEach((name, records) -> serve(server, name, (List<?>) records, silence));
        return DynamicContainer.dynamicContainer(
                String.valueOf(scenario.get("description")),
                map(scenario.get("tests")).entrySet().stream()
                        .map(test ->
                                DynamicTest.dynamicTest(test.getKey(), () -> check(server, map(test.getValue())))));
    }

    private static void check(PracticeNameServer server, Map<String, Object> test) {
        var evaluator = new SpfEvaluator(DnsRecordLookUps.by(server.address(), QUICK), CLOCK);
        SpfAnswer answer = evaluator.check(SpfQuery.of(
                Ip.parse(String.valueOf(test.get("host"))).orElseThrow(),
                String.valueOf(test.get("mailfrom")),
                String.valueOf(test.get("helo"))));
        Object expected = test.get("result");
        List<?> results = expected instanceof List<?> several ? several : List.of(expected);
        assertThat(answer.result().toString())
                .as(answer.toString())
                .isIn(results.stream().map(String::valueOf).toList());
        if (test.get("explanation") != null) {
            String said = answer.explanation().isEmpty() ? "DEFAULT" : answer.explanation();
            assertThat(said).isEqualTo(test.get("explanation"));
        }
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
