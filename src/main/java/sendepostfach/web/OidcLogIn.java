package sendepostfach.web;

import java.io.IOException;
import java.time.Clock;
import java.util.Objects;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

import sendepostfach.access.AuditLog;
import sendepostfach.access.Deed;
import sendepostfach.access.People;
import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.campaign.InputFault;

/**
 * Lets those in whom an OpenID provider knows, with the role that it gives them: whoever comes for the first time becomes a
 * person here, without a password. A person is told by issuer and subject, never by the name, which the provider's users may
 * choose: whose name somebody here has already is not let in.
 */
final class OidcLogIn implements OAuth2UserService<OidcUserRequest, OidcUser>, AuthenticationSuccessHandler {
    private final OAuth2UserService<OidcUserRequest, OidcUser> provider = new OidcUserService();
    private final SavedRequestAwareAuthenticationSuccessHandler onward =
            new SavedRequestAwareAuthenticationSuccessHandler();
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final Oidc settings;
    private final People people;
    private final AuditLog audit;
    private final Clock clock;

    OidcLogIn(Oidc settings, People people, AuditLog audit, Clock clock) {
        this.settings = settings;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    /** The provider's word about somebody, refused where it gives no role here. */
    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser user = provider.loadUser(request);
        person(user);
        return user;
    }

    private Person person(OidcUser user) {
        String subject = user.getIssuer() + " " + user.getSubject();
        Role role = settings.role(user.getClaims())
                .orElseThrow(() -> refused(subject, "the provider gives no role in " + settings.roleClaim()));
        Person person = people.withSubject(subject).orElseGet(() -> added(user, subject, role));
        if (!person.enabled()) {
            throw refused(person.name(), "locked");
        }
        if (person.role() != role) {
            people.change(person.id(), role, true);
            audit.add(new Deed(clock.instant(), "", "user.change", person.name(), role + ", by the OpenID provider"));
        }
        return people.get(person.id()).orElseThrow();
    }

    private Person added(OidcUser user, String subject, Role role) {
        String name = settings.name(user.getClaims())
                .orElseThrow(() -> refused(subject, "the provider gives no name in " + settings.nameClaim()));
        try {
            Person person = people.addWithSubject(name, role, subject, clock.instant());
            audit.add(new Deed(clock.instant(), "", "user.add", person.name(), role + ", by the OpenID provider"));
            return person;
        } catch (InputFault | IllegalArgumentException unusable) {
            throw refused(name, String.valueOf(unusable.getMessage()));
        }
    }

    private OAuth2AuthenticationException refused(String who, String why) {
        audit.add(new Deed(clock.instant(), "", "login.failed", who, why));
        return new OAuth2AuthenticationException(new OAuth2Error("access_denied"), why);
    }

    /** From here on the person is the same as if logged in with a password. */
    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication known)
            throws IOException, ServletException {
        Person person = person((OidcUser) Objects.requireNonNull(known.getPrincipal()));
        var context = SecurityContextHolder.createEmptyContext();
        Authentication visitor = LogIn.authentication(person);
        context.setAuthentication(visitor);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        audit.add(new Deed(clock.instant(), person.name(), "login", person.name(), "by the OpenID provider"));
        onward.onAuthenticationSuccess(request, response, visitor);
    }
}
