package sendepostfach.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Verdict;
import sendepostfach.reply.Explanation;
import sendepostfach.reply.ReplyTable;

/** {@code explain}: what SMTP replies mean and what is to be done about them. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Says what an SMTP reply means, whose matter it is and what to do.")
final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "REPLY",
            arity = "0..*",
            description =
                    "A reply, one an argument; \\n parts its lines. Without any, and without --lines: one a line from"
                            + " standard input.")
    private List<String> replies = List.of();

    @Option(
            names = "--phase",
            paramLabel = "PHASE",
            description = "When it was said: connect, ehlo, auth, mail, rcpt, data or body (after the last byte)."
                    + " Left out: judged from the reply.")
    private @Nullable String phase;

    @Option(names = "--lines", paramLabel = "FILE", description = "JSON lines with reply, and phase where it is known.")
    private @Nullable Path file;

    @Option(names = "--json", description = "One JSON object a reply.")
    private boolean json;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            description = "Language of the advice: en or de.")
    private String language = "en";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Phase given = phase == null ? null : Phase.of(phase);
        if (!language.equals("en") && !language.equals("de")) {
            throw new InputFault("unknown language \"" + language + "\": --lang is en or de");
        }
        for (String reply : replies) {
            explain(withLines(reply), given);
        }
        if (file != null) {
            explainFile(file, given);
        } else if (replies.isEmpty()) {
            explainStandardInput(given);
        }
        return Cli.OK;
    }

    private void explainStandardInput(@Nullable Phase given) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                explain(withLines(line), given);
            }
        }
    }

    /** A reply in which backslash and n part the lines, as it can be typed in a shell. */
    private static String withLines(String typed) {
        return typed.replace("\\r", "").replace("\\n", "\n");
    }

    private void explainFile(Path path, @Nullable Phase given) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(path)) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    explainObject(line, path + ", line " + number, given);
                }
            }
        } catch (NoSuchFileException fault) {
            throw new InputFault(path + ": no such file", fault);
        }
    }

    private void explainObject(String line, String place, @Nullable Phase given) {
        JsonNode object;
        try {
            object = Json.read(line);
        } catch (JacksonException fault) {
            throw new InputFault(place + ": no JSON: " + fault.getOriginalMessage(), fault);
        }
        if (!object.isObject() || !object.path("reply").isString()) {
            throw new InputFault(place + ": needs an object with the text \"reply\"");
        }
        JsonNode named = object.path("phase");
        try {
            explain(object.path("reply").asString(), named.isString() ? Phase.of(named.asString()) : given);
        } catch (IllegalArgumentException fault) {
            throw new InputFault(place + ": " + fault.getMessage(), fault);
        }
    }

    private void explain(String wire, @Nullable Phase known) {
        Locale locale = Locale.forLanguageTag(language);
        ReplyTable table = ReplyTable.standard();
        Explanation explanation =
                known == null ? table.explain(wire, locale) : table.explain(Reply.parse(known, wire), locale);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(asMap(wire, explanation)));
        } else {
            print(out, explanation);
        }
    }

    private static Map<String, Object> asMap(String wire, Explanation explanation) {
        Verdict verdict = explanation.verdict();
        var map = new LinkedHashMap<String, Object>();
        map.put("reply", wire);
        map.put("phase", explanation.reply().phase().toString());
        map.put("kind", verdict.kind().toString());
        map.put("matter", verdict.matter().toString());
        map.put("action", verdict.action().toString());
        map.put("advice", verdict.advice());
        map.put("wait", verdict.hint().map(Duration::toString).orElse(""));
        map.put("rule", explanation.rule());
        return map;
    }

    private static void print(PrintWriter out, Explanation explanation) {
        Verdict verdict = explanation.verdict();
        out.println(explanation.reply().oneLine());
        out.println("  means   " + verdict.kind() + ", a matter of the " + verdict.matter() + " ("
                + explanation.reply().phase() + ", rule " + explanation.rule() + ")");
        out.println("  action  " + verdict.action()
                + verdict.hint().map(time -> ", for " + words(time)).orElse(""));
        if (!verdict.advice().isEmpty()) {
            out.println("  advice  " + verdict.advice());
        }
    }

    /** A time as people write it: 4h, 30m, 1h30m. */
    private static String words(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
