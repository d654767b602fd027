package sendepostfach.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.campaign.InputFault;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.spf.SpfAnswer;
import sendepostfach.preflight.spf.SpfEvaluator;
import sendepostfach.preflight.spf.SpfQuery;
import sendepostfach.preflight.spf.SpfResult;

/** {@code spf}: what a receiver's SPF check would say. */
@Command(
        name = "spf",
        mixinStandardHelpOptions = true,
        description = "Evaluates SPF (RFC 7208): may a host use a sender? Prints none, neutral, pass, fail, softfail,"
                + " temperror or permerror, and why. Exit code 0 for pass, else 1.")
final class SpfCommand implements Callable<Integer> {
    @Mixin
    DnsOption dns;

    @Parameters(index = "0", paramLabel = "IP", description = "The sending host's address, IPv4 or IPv6.")
    String ip;

    @Parameters(
            index = "1",
            paramLabel = "SENDER",
            description = "The envelope sender or its domain; \"\" for none, as in bounces: then HELO counts.")
    String sender;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "HELO",
            defaultValue = "",
            description = "The name that the host gives.")
    String helo;

    @Option(names = "--json", description = "One JSON object: result, mechanism, lookups, explanation, record, reason.")
    boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Ip address = Ip.parse(ip)
                .orElseThrow(() -> new InputFault("not an IP address: \"" + ip + "\"; write for example 192.0.2.1"));
        if (sender.isEmpty() && helo.isEmpty()) {
            throw new InputFault("without a sender SPF is about the HELO name: give it as third argument");
        }
        SpfAnswer answer =
                new SpfEvaluator(dns.records(), SystemTime.clock()).check(SpfQuery.of(address, sender, helo));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(asMap(answer)));
        } else {
            print(out, answer);
        }
        return answer.result() == SpfResult.PASS ? Cli.OK : Cli.NEEDS_A_LOOK;
    }

    private static Map<String, Object> asMap(SpfAnswer answer) {
        var map = new LinkedHashMap<String, Object>();
        map.put("result", answer.result().toString());
        map.put("mechanism", answer.mechanism());
        map.put("lookups", answer.lookups());
        map.put("explanation", answer.explanation());
        map.put("record", answer.record());
        map.put("reason", answer.reason().english());
        return map;
    }

    private static void print(PrintWriter out, SpfAnswer answer) {
        out.println(answer.result());
        out.println("  why          " + answer.reason().english());
        if (!answer.record().isEmpty()) {
            out.println("  record       " + printable(answer.record()));
        }
        out.println("  look-ups     " + answer.lookups() + " of 10");
        if (!answer.explanation().isEmpty()) {
            out.println("  explanation  " + answer.explanation());
        }
    }

    /** What strangers publish does not reach the terminal as control characters. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
