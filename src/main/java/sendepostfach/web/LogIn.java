package sendepostfach.web;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

import sendepostfach.access.AuditLog;
import sendepostfach.access.Deed;
import sendepostfach.access.People;
import sendepostfach.access.Person;

/** Checks names and passwords, slows guessing down by name and by address, and notes every log-in. */
final class LogIn implements AuthenticationProvider {
    private final People people;
    private final AuditLog audit;
    private final Throttle throttle;
    private final Clock clock;

    LogIn(People people, AuditLog audit, Clock clock) {
        this.people = people;
        this.audit = audit;
        this.throttle = new Throttle(clock);
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName().strip().toLowerCase(Locale.ROOT);
        String password = String.valueOf(attempt.getCredentials());
        String from = attempt.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "";
        for (String key : List.of("name " + name, "from " + from)) {
            if (!throttle.waitOf(key).isZero()) {
                throw new LockedException("too many failures");
            }
        }
        Optional<Person> person = people.find(name).filter(Person::enabled);
        boolean right = person.flatMap(found -> people.passwordHash(found.id()))
                .map(hash -> Passwords.matches(password, hash))
                .orElseGet(() -> {
                    Passwords.compareWithNothing(password);
                    return false;
                });
        if (!right) {
            throttle.failed("name " + name);
            throttle.failed("from " + from);
            // a name that nobody has may be a password in the wrong field
            String known = people.find(name).map(Person::name).orElse("(nobody's name)");
            audit.add(new Deed(clock.instant(), "", "login.failed", known, "from " + from));
            throw new BadCredentialsException("wrong name or password");
        }
        throttle.succeeded("name " + name);
        throttle.succeeded("from " + from);
        audit.add(new Deed(clock.instant(), name, "login", name, "from " + from));
        return authentication(person.orElseThrow());
    }

    /** The proof that somebody has logged in. */
    static Authentication authentication(Person person) {
        return UsernamePasswordAuthenticationToken.authenticated(
                Visitor.of(person),
                null,
                List.of(new SimpleGrantedAuthority("ROLE_" + person.role().name())));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
