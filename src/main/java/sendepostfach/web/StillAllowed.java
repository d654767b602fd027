package sendepostfach.web;

import java.io.IOException;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import sendepostfach.access.People;
import sendepostfach.access.Person;

/** Looks with every request whether the person may still log in, and as what: a lock or another role works at once. */
final class StillAllowed extends OncePerRequestFilter {
    private final People people;

    StillAllowed(People people) {
        this.people = people;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known != null && known.getPrincipal() instanceof Visitor visitor) {
            Optional<Person> person = people.get(visitor.id()).filter(Person::enabled);
            var context = SecurityContextHolder.createEmptyContext();
            if (person.isPresent()) {
                context.setAuthentication(LogIn.authentication(person.get()));
            } else {
                HttpSession session = request.getSession(false);
                if (session != null) {
                    session.invalidate();
                }
            }
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }
}
