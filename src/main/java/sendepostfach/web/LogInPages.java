package sendepostfach.web;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

import sendepostfach.access.People;

/** The door: logging in, and the language. */
@Controller
class LogInPages {
    private final People people;
    private final LocaleResolver languages;
    private final Map<String, String> providers = new TreeMap<>();

    LogInPages(
            People people, LocaleResolver languages, ObjectProvider<InMemoryClientRegistrationRepository> providers) {
        this.people = people;
        providers.ifAvailable(
                all -> all.forEach(each -> this.providers.put(each.getRegistrationId(), each.getClientName())));
        this.languages = languages;
    }

    @GetMapping("/")
    String home() {
        return "redirect:/campaigns";
    }

    @GetMapping("/login")
    String logIn(HttpServletRequest request, Model model) {
        model.addAttribute("nobody", people.all().isEmpty() && providers.isEmpty());
        model.addAttribute("providers", providers);
        for (String what : new String[] {"wrong", "wait", "refused", "out"}) {
            model.addAttribute(what, request.getParameter(what) != null);
        }
        return "login";
    }

    /** Goes on in another language, on the page that the visitor was on. */
    @PostMapping("/language")
    String language(
            @RequestParam String lang,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        languages.setLocale(request, response, Locale.forLanguageTag(lang));
        return "redirect:" + ownPath(back);
    }

    /** A path of this application, never another's address. */
    static String ownPath(String path) {
        return path.matches("/[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*") ? path : "/";
    }
}
