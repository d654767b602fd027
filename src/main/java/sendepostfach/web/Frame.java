package sendepostfach.web;

import java.time.Clock;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import sendepostfach.jobfile.Environment;

/** What every page needs: who looks, and how numbers and times are shown. */
@ControllerAdvice(annotations = Controller.class)
class Frame {
    private final Clock clock;
    private final Environment environment;

    Frame(Clock clock, Environment environment) {
        this.clock = clock;
        this.environment = environment;
    }

    @ModelAttribute
    void add(HttpServletRequest request, Locale locale, Model model) {
        model.addAttribute("shown", new Shown(locale, Language.zone(request, environment.zone()), clock.instant()));
        Visitor visitor = visitor();
        if (visitor != null) {
            model.addAttribute("visitor", visitor);
        }
        // what does not come from a template with a form needs it too
        Object token = request.getAttribute(CsrfToken.class.getName());
        if (token instanceof CsrfToken csrf) {
            model.addAttribute("csrf", csrf);
        }
        model.addAttribute("here", request.getRequestURI());
    }

    /** Who has logged in, if anybody. */
    static @Nullable Visitor visitor() {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        return known != null && known.getPrincipal() instanceof Visitor visitor ? visitor : null;
    }
}
