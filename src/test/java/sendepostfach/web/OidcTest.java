package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.access.AuditLog;
import sendepostfach.access.People;
import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.cli.Served;

/** Logging in by an OpenID provider that is configured, with the role that it gives. */
class OidcTest {
    private static final String CLIENT = "spring.security.oauth2.client.";

    @TempDir
    static Path folder;

    private static final PracticeProvider PROVIDER = PracticeProvider.start();
    private static final Map<String, String> SETTINGS = new TreeMap<>();
    private static Served served;

    @BeforeAll
    static void start() {
        SETTINGS.put(CLIENT + "registration.firma.client-id", PracticeProvider.CLIENT);
        SETTINGS.put(CLIENT + "registration.firma.client-secret", "geheim-beim-anbieter");
        SETTINGS.put(CLIENT + "registration.firma.client-name", "Firma <Konto>");
        SETTINGS.put(CLIENT + "registration.firma.scope", "openid");
        SETTINGS.put(CLIENT + "registration.firma.provider", "firma");
        SETTINGS.put(CLIENT + "provider.firma.issuer-uri", PROVIDER.issuer());
        SETTINGS.put("sendepostfach.oidc.role-claim", "realm_access.roles");
        SETTINGS.put("sendepostfach.oidc.admin", "chefs");
        SETTINGS.forEach(System::setProperty);
        served = Served.in(folder);
        served.person("lokal", Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        SETTINGS.keySet().forEach(System::clearProperty);
        served.close();
        PROVIDER.close();
    }

    /** Goes to the provider and comes back; the page that is reached in the end. */
    private static HttpResponse<String> logIn(Visit visitor) {
        HttpResponse<String> answer = visitor.get("/oauth2/authorization/firma");
        for (int i = 0; i < 5 && answer.statusCode() == 302; i++) {
            URI to =
                    answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
            answer = visitor.send(
                    HttpRequest.newBuilder(to).header("Accept", "text/html").build());
        }
        return answer;
    }

    private static Map<String, Object> roles(String... roles) {
        return Map.of("roles", List.of(roles));
    }

    @Test
    void thePageOffersIt() {
        assertThat(new Visit(served::address).get("/login").body())
                .contains("/oauth2/authorization/firma")
                .contains("Firma &lt;Konto&gt;")
                .doesNotContain("geheim-beim-anbieter");
    }

    @Test
    void whoComesForTheFirstTimeGetsTheRoleOfTheClaim() {
        PROVIDER.says(Map.of("sub", "u1", "preferred_username", "olga", "realm_access", roles("operator", "x")));
        var olga = new Visit(served::address);
        HttpResponse<String> page = logIn(olga);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo("/campaigns");
        assertThat(olga.get("/operations").statusCode()).isEqualTo(200);
        assertThat(olga.get("/people").statusCode()).isEqualTo(403);
        assertThat(served.get(AuditLog.class).latest(10))
                .anyMatch(deed -> deed.action().equals("login") && deed.who().equals("olga"));
        // nobody logs in with a password who has none
        assertThat(served.get(People.class)
                        .passwordHash(served.get(People.class)
                                .find("olga")
                                .orElseThrow()
                                .id()))
                .isEmpty();
        assertThat(new Visit(served::address)
                        .post("/login", Map.of("username", "olga", "password", ""))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login?wrong"));
    }

    @Test
    void theRoleFollowsTheProvider() {
        PROVIDER.says(Map.of("sub", "u2", "preferred_username", "clara", "realm_access", roles("marketer")));
        assertThat(logIn(new Visit(served::address)).statusCode()).isEqualTo(200);
        PROVIDER.says(Map.of("sub", "u2", "preferred_username", "clara-neu", "realm_access", roles("chefs")));
        var clara = new Visit(served::address);
        logIn(clara);
        assertThat(clara.get("/people").statusCode()).isEqualTo(200);
        assertThat(served.get(People.class).find("clara")).map(Person::role).contains(Role.ADMIN);
        assertThat(served.get(People.class).find("clara-neu")).isEmpty();
    }

    @Test
    void whoHasNoRoleIsNotLetIn() {
        PROVIDER.says(Map.of("sub", "u3", "preferred_username", "nora", "realm_access", roles("admin")));
        var nora = new Visit(served::address);
        HttpResponse<String> page = logIn(nora);
        assertThat(page.uri().toString()).endsWith("/login?refused");
        assertThat(nora.get("/campaigns").statusCode()).isEqualTo(302);
        assertThat(served.get(People.class).find("nora")).isEmpty();
    }

    @Test
    void nobodyBecomesSomebodyElseByAName() {
        PROVIDER.says(Map.of("sub", "u4", "preferred_username", "lokal", "realm_access", roles("marketer")));
        var stranger = new Visit(served::address);
        assertThat(logIn(stranger).uri().toString()).endsWith("/login?refused");
        assertThat(stranger.get("/campaigns").statusCode()).isEqualTo(302);
    }

    @Test
    void whoIsLockedHereStaysOut() {
        PROVIDER.says(Map.of("sub", "u5", "preferred_username", "leo", "realm_access", roles("marketer")));
        logIn(new Visit(served::address));
        Person leo = served.get(People.class).find("leo").orElseThrow();
        served.get(People.class).change(leo.id(), Role.MARKETER, false);
        assertThat(logIn(new Visit(served::address)).uri().toString()).endsWith("/login?refused");
    }

    @Test
    void aForgedTokenIsRefused() {
        PROVIDER.says(Map.of("sub", "u6", "preferred_username", "eva", "realm_access", roles("chefs")));
        PROVIDER.signsWithAnotherKey(true);
        try {
            assertThat(logIn(new Visit(served::address)).uri().toString()).endsWith("/login?refused");
            assertThat(served.get(People.class).find("eva")).isEmpty();
        } finally {
            PROVIDER.signsWithAnotherKey(false);
        }
    }

    @Test
    void anAnswerThatNobodyAskedForIsRefused() {
        HttpResponse<String> answer = new Visit(served::address).get("/login/oauth2/code/firma?code=abc&state=guessed");
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login?refused"));
    }

    @Test
    void aClaimMayBeOneRoleOrSeveralAndTheHighestCounts() {
        var settings = new Oidc("name", "groups", "m", "o", "a");
        assertThat(settings.role(Map.of("groups", "o"))).contains(Role.OPERATOR);
        assertThat(settings.role(Map.of("groups", Set.of("m", "a", "o")))).contains(Role.ADMIN);
        assertThat(settings.role(Map.of("groups", Map.of("a", "a")))).isEmpty();
        assertThat(settings.role(Map.of())).isEmpty();
    }
}
