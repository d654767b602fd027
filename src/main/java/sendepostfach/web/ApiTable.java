package sendepostfach.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sendepostfach.draft.Field;

/** What the REST API can do, as a table that the page, the OpenAPI document and the tests are made from. */
final class ApiTable {
    static final String BASE = "/api/v1";
    private static final Pattern IN_PATH = Pattern.compile("\\{(\\w+)\\}");

    /**
     * One thing that a program can do.
     *
     * @param method the HTTP method
     * @param path the path below the base
     * @param does what it does
     * @param roles who may
     * @param query the parameters in the query, those that are needed with a "!" behind
     */
    public record Call(String method, String path, String does, String roles, List<String> query) {}

    private static final String ALL = "all";
    private static final String OPERATORS = "operator, admin";

    static final List<Call> CALLS = List.of(
            call("GET", "/campaigns", "All campaigns, the newest first", ALL),
            call(
                    "POST",
                    "/campaigns",
                    "Schedules a campaign: a form (multipart/form-data) with the list as file \"list\"; a header"
                            + " Idempotency-Key makes sending it twice harmless",
                    "marketer, admin"),
            call("GET", "/campaigns/{name}", "A campaign with its states, lanes and window", ALL),
            call("GET", "/campaigns/{name}/causes", "Why recipients are not through, with the servers' words", ALL),
            call(
                    "GET",
                    "/campaigns/{name}/recipients",
                    "Recipients in a state, at most 100 from a row on; QUEUED in the order in which they are due",
                    ALL,
                    "state!",
                    "kind",
                    "lane",
                    "from"),
            call("GET", "/campaigns/{name}/recipients/{row}", "One recipient with every attempt", ALL),
            call("GET", "/campaigns/{name}/account/{file}", "A file of the account of a campaign that has ended", ALL),
            call("GET", "/recipients", "A recipient in all campaigns, by the whole address", ALL, "address!"),
            call(
                    "POST",
                    "/campaigns/{name}/{order}",
                    "Steers: order is pause (all roles), resume, restart, cancel, resend or assume-sent; says how many"
                            + " recipients it touches, with dryRun=true without doing it; with inSpite=true it goes on in spite"
                            + " of failed checks",
                    OPERATORS,
                    "lane",
                    "kind",
                    "dryRun",
                    "inSpite"),
            call(
                    "GET",
                    "/campaigns/{name}/late",
                    "What came back after the account was first written, by type and kind",
                    ALL),
            call(
                    "GET",
                    "/check",
                    "What would make receivers refuse mail of a domain through a mailbox, who insists, and what to publish",
                    ALL,
                    "domain!",
                    "mailbox!"),
            call(
                    "GET",
                    "/suppression",
                    "The suppression list: the entries of an address with its domain's, or the last 100",
                    ALL,
                    "target"),
            call(
                    "POST",
                    "/suppression",
                    "Adds an address or domain; one that is there already stays as it is",
                    ALL,
                    "target!",
                    "reason",
                    "source",
                    "sender"),
            call(
                    "DELETE",
                    "/suppression",
                    "Removes the entries of an address or domain, those for one sender or all",
                    OPERATORS,
                    "target!",
                    "sender"),
            call(
                    "POST",
                    "/operations/mailboxes/{name}/pace",
                    "Decides about a site's pace: decision is rate (value 30/min), learned, suspend (value PT2H), reopen or"
                            + " reset; reopen and reset without a site mean the mailbox",
                    OPERATORS,
                    "decision!",
                    "site",
                    "value"),
            call(
                    "POST",
                    "/operations/executions/{id}/restart",
                    "Restarts a lane's or an import's execution that did not complete",
                    OPERATORS),
            call("POST", "/operations/executions/{id}/stop", "Stops a lane's execution: pauses the lane", OPERATORS),
            call(
                    "GET",
                    "/operations/mailboxes",
                    "Mailboxes, their limits used and left, and what was learned",
                    OPERATORS),
            call("GET", "/operations/executions", "The latest executions of the jobs", OPERATORS),
            call("GET", "/operations/firings", "What the scheduler starts next", OPERATORS));

    private ApiTable() {}

    private static Call call(String method, String path, String does, String roles, String... query) {
        return new Call(method, path, does, roles, List.of(query));
    }

    /** The table as an OpenAPI document (version 3.1). */
    static Map<String, Object> openApi() {
        var paths = new LinkedHashMap<String, Map<String, Object>>();
        for (Call call : CALLS) {
            paths.computeIfAbsent(BASE + call.path(), path -> new LinkedHashMap<>())
                    .put(call.method().toLowerCase(Locale.ROOT), operation(call));
        }
        return Map.of(
                "openapi",
                "3.1.0",
                "info",
                Map.of("title", "Sendepostfach", "version", "1"),
                "security",
                List.of(Map.of("token", List.of())),
                "components",
                Map.of("securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer"))),
                "paths",
                paths);
    }

    private static Map<String, Object> operation(Call call) {
        var parameters = new ArrayList<Map<String, Object>>();
        Matcher inPath = IN_PATH.matcher(call.path());
        while (inPath.find()) {
            parameters.add(parameter(inPath.group(1), "path", true));
        }
        call.query().forEach(name -> parameters.add(parameter(name.replace("!", ""), "query", name.endsWith("!"))));
        var operation = new LinkedHashMap<String, Object>();
        operation.put("summary", call.does());
        operation.put("description", "Roles: " + call.roles());
        operation.put("parameters", parameters);
        if (call.method().equals("POST") && call.path().equals("/campaigns")) {
            parameters.add(parameter("Idempotency-Key", "header", false));
            operation.put("requestBody", form());
        }
        operation.put(
                "responses",
                Map.of(
                        "200",
                        Map.of("description", "done"),
                        "default",
                        Map.of(
                                "description",
                                "problem details (RFC 9457)",
                                "content",
                                Map.of("application/problem+json", Map.of()))));
        return operation;
    }

    private static Map<String, Object> parameter(String name, String in, boolean required) {
        return Map.of("name", name, "in", in, "required", required, "schema", Map.of("type", "string"));
    }

    private static Map<String, Object> form() {
        var fields = new LinkedHashMap<String, Object>();
        for (Field field : Field.values()) {
            fields.put(field.name().toLowerCase(Locale.ROOT), Map.of("type", "string"));
        }
        fields.put("list", Map.of("type", "string", "format", "binary"));
        return Map.of(
                "required",
                true,
                "content",
                Map.of(
                        "multipart/form-data",
                        Map.of(
                                "schema",
                                Map.of(
                                        "type",
                                        "object",
                                        "required",
                                        List.of("name", "from_address", "subject", "list"),
                                        "properties",
                                        fields))));
    }
}
