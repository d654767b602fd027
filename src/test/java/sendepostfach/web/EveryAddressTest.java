package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.cli.Served;

/** Every address that there is, and who may come in. An address that is missing in the table fails the test. */
class EveryAddressTest {
    /** M: marketers, O: operators, A: administrators; *: nobody has to be known. Names that do not exist are put in. */
    private static final String TABLE = """
            GET    /                                              MOA
            GET    /api                                           MOA
            GET    /audit                                         A
            GET    /campaigns                                     MOA
            GET    /campaigns/events                              MOA
            GET    /campaigns/live                                MOA
            GET    /campaigns/{name}                              MOA
            GET    /campaigns/{name}/account                      MOA
            GET    /campaigns/{name}/account/{file}               MOA
            GET    /campaigns/{name}/course                       MOA
            GET    /campaigns/{name}/events                       MOA
            GET    /campaigns/{name}/live                         MOA
            GET    /campaigns/{name}/recipients                   MOA
            GET    /campaigns/{name}/recipients/{row}             MOA
            GET    /campaigns/{name}/steer/{order}                OA
            POST   /campaigns/{name}/steer/{order}                OA
            GET    /check                                         MOA
            POST   /drafts                                        MA
            GET    /drafts/{id}                                   MA
            GET    /drafts/{id}/check                             MA
            POST   /drafts/{id}/column                            MA
            POST   /drafts/{id}/delete                            MA
            POST   /drafts/{id}/files                             MA
            GET    /drafts/{id}/findings                          MA
            GET    /drafts/{id}/list                              MA
            POST   /drafts/{id}/list                              MA
            GET    /drafts/{id}/mail                              MA
            POST   /drafts/{id}/mail                              MA
            POST   /drafts/{id}/name                              MA
            GET    /drafts/{id}/plan                              MA
            POST   /drafts/{id}/plan                              MA
            GET    /drafts/{id}/preflight                         MA
            GET    /drafts/{id}/preview                           MA
            GET    /drafts/{id}/rejected.csv                      MA
            POST   /drafts/{id}/schedule                          MA
            GET    /drafts/{id}/test                              MA
            POST   /drafts/{id}/test                              MA
            ANY    /error                                         *
            POST   /language                                      *
            GET    /login                                         *
            GET    /me                                            MOA
            POST   /me/password                                   MOA
            POST   /me/tokens                                     MOA
            POST   /me/tokens/{id}/revoke                         MOA
            GET    /operations                                    OA
            POST   /operations/executions/{id}/restart            OA
            POST   /operations/executions/{id}/stop               OA
            POST   /operations/mailboxes/{name}/pace              OA
            GET    /people                                        A
            POST   /people                                        A
            POST   /people/{id}                                   A
            GET    /recipients                                    MOA
            GET    /suppression                                   MOA
            POST   /suppression                                   MOA
            GET    /suppression/export.csv                        MOA
            POST   /suppression/import                            MOA
            GET    /suppression/latest                            MOA
            POST   /suppression/remove                            OA
            GET    /unsubscribe/{token}                           *
            POST   /unsubscribe/{token}                           *
            GET    /api/v1/campaigns                              MOA
            POST   /api/v1/campaigns                              MA
            GET    /api/v1/campaigns/{name}                       MOA
            GET    /api/v1/campaigns/{name}/account/{file}        MOA
            GET    /api/v1/campaigns/{name}/causes                MOA
            GET    /api/v1/campaigns/{name}/late                  MOA
            GET    /api/v1/campaigns/{name}/recipients            MOA
            GET    /api/v1/campaigns/{name}/recipients/{row}      MOA
            POST   /api/v1/campaigns/{name}/{order}               OA
            GET    /api/v1/check                                  MOA
            GET    /api/v1/openapi.json                           *
            GET    /api/v1/operations/executions                  OA
            POST   /api/v1/operations/executions/{id}/restart     OA
            POST   /api/v1/operations/executions/{id}/stop        OA
            GET    /api/v1/operations/firings                     OA
            GET    /api/v1/operations/mailboxes                   OA
            POST   /api/v1/operations/mailboxes/{name}/pace       OA
            GET    /api/v1/recipients                             MOA
            GET    /api/v1/suppression                            MOA
            POST   /api/v1/suppression                            MOA
            DELETE /api/v1/suppression                            OA
            """;

    @TempDir
    static Path folder;

    private static final Map<String, String> MAY = new LinkedHashMap<>();
    private static final Map<Role, Visit> VISITS = new LinkedHashMap<>();
    private static Served served;
    private static Visit nobody;

    @BeforeAll
    static void start() {
        TABLE.lines().map(line -> line.split(" +")).forEach(cells -> MAY.put(cells[0] + " " + cells[1], cells[2]));
        served = Served.in(folder);
        nobody = new Visit(served::address);
        for (Role role : Role.values()) {
            Person person = served.person(role + "-1", role);
            VISITS.put(role, Visit.of(served::address, person.name()));
            Programs.allow(served, person, "spf_" + role);
        }
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static List<RequestMappingInfo> mappings() {
        return Objects.requireNonNull(served.get(DispatcherServlet.class).getHandlerMappings()).stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .map(RequestMappingHandlerMapping.class::cast)
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .toList();
    }

    @Test
    void everyAddressStandsInTheTable() {
        var mapped = new TreeSet<String>();
        mappings().forEach(info -> {
            for (String path : info.getPatternValues()) {
                var methods = info.getMethodsCondition().getMethods();
                methods.forEach(method -> mapped.add(method + " " + path));
                if (methods.isEmpty()) {
                    mapped.add("ANY " + path);
                }
            }
        });
        assertThat(mapped).isEqualTo(new TreeSet<>(MAY.keySet()));
    }

    @Test
    void everyCallOfTheApiIsDocumentedWithItsRoles() {
        var documented = new TreeSet<String>();
        ApiTable.CALLS.forEach(call -> {
            String address = call.method() + " " + ApiTable.BASE + call.path();
            documented.add(address);
            String may = MAY.getOrDefault(address, "");
            assertThat(call.roles())
                    .as(address)
                    .isEqualTo(
                            switch (may) {
                                case "MOA" -> "all";
                                case "OA" -> "operator, admin";
                                case "MA" -> "marketer, admin";
                                default -> may;
                            });
        });
        assertThat(documented)
                .isEqualTo(new TreeSet<>(MAY.keySet().stream()
                        .filter(address -> address.contains(ApiTable.BASE) && !address.endsWith("openapi.json"))
                        .toList()));
    }

    @Test
    void everyoneComesInWhereTheTableSaysAndNowhereElse() {
        var wrong = new ArrayList<String>();
        MAY.forEach((address, may) -> {
            if (may.equals("*")) {
                return;
            }
            if (isIn(nobody, null, address)) {
                wrong.add("nobody: " + address);
            }
            VISITS.forEach((role, visit) -> {
                if (isIn(visit, role, address) != may.contains(role.name().substring(0, 1))) {
                    wrong.add(role + ": " + address);
                }
            });
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingIsDoneWithoutTheTokenOfAPage() {
        var done = new ArrayList<String>();
        MAY.keySet().stream()
                .filter(address -> address.startsWith("POST /") && !address.contains("/api/v1/"))
                // the signed address is proof enough, and mail programs post there (RFC 8058)
                .filter(address -> !address.startsWith("POST /unsubscribe/"))
                .forEach(address -> {
                    if (Objects.requireNonNull(VISITS.get(Role.ADMIN))
                                    .postWith(filled(address), Map.of(), "guessed")
                                    .statusCode()
                            != 403) {
                        done.add(address);
                    }
                });
        assertThat(done).isEmpty();
    }

    private static String filled(String address) {
        return address.substring(address.indexOf('/'))
                .replace("{order}", "cancel")
                .replace("{file}", "summary.txt")
                .replaceAll("\\{(row|id)\\}", "99999")
                .replaceAll("\\{\\w+\\}", "gone");
    }

    /** Whether somebody gets past the door; what is behind it may find fault with the request then. */
    private static boolean isIn(Visit visit, @org.jspecify.annotations.Nullable Role role, String address) {
        String path = filled(address);
        boolean program = path.startsWith(ApiTable.BASE);
        HttpResponse<?> answer;
        if (program) {
            var request = HttpRequest.newBuilder(served.address(path))
                    .method(address.substring(0, address.indexOf(' ')), BodyPublishers.noBody());
            if (role != null) {
                request.header("Authorization", "Bearer spf_" + role);
            }
            answer = nobody.send(request.build());
        } else if (address.startsWith("POST")) {
            answer = visit.post(path, Map.of());
        } else {
            answer = visit.begin(path);
        }
        boolean toLogIn = answer.headers().firstValue("Location").orElse("").endsWith("/login");
        return !List.of(401, 403).contains(answer.statusCode()) && !toLogIn;
    }
}
