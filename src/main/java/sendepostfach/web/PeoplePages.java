package sendepostfach.web;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import sendepostfach.access.AuditLog;
import sendepostfach.access.People;
import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.access.Token;
import sendepostfach.access.Tokens;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;

/** People for administrators, the log of what they did, and everybody's own page. */
@Controller
class PeoplePages {
    private static final int DEEDS = 500;
    private static final int TOKEN_BYTES = 32;
    private static final int LONGEST_DAYS = 730;
    /** Tells scanners of leaked secrets, and people, what it is. */
    private static final String PREFIX = "spf_";

    private final People people;
    private final Tokens tokens;
    private final AuditLog log;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PeoplePages(People people, Tokens tokens, AuditLog log, Audit audit, Clock clock) {
        this.people = people;
        this.tokens = tokens;
        this.log = log;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping("/people")
    String all(Model model) {
        model.addAttribute("people", people.all());
        model.addAttribute("roles", Role.values());
        return "people";
    }

    @PostMapping("/people")
    String add(@RequestParam String name, @RequestParam String role, @RequestParam String password) {
        Person added = people.add(name.strip(), Role.of(role), Passwords.hash(password), clock.instant());
        audit.note("user.add", added.name(), added.role().toString());
        return "redirect:/people";
    }

    @PostMapping("/people/{id}")
    String change(
            @PathVariable long id, @RequestParam String role, @RequestParam(defaultValue = "false") boolean enabled) {
        Person person = people.get(id).orElseThrow(() -> new NotThere("user", String.valueOf(id)));
        if (person.id() == me().id()) {
            throw new InputFault(new Text(
                    "nobody changes his own role or locks himself out; another administrator can",
                    "niemand ändert die eigene Rolle oder sperrt sich selbst aus; andere Verwalter können es"));
        }
        people.change(id, Role.of(role), enabled);
        audit.note("user.change", person.name(), role + (enabled ? "" : ", locked"));
        return "redirect:/people";
    }

    @GetMapping("/audit")
    String deeds(Model model) {
        model.addAttribute("deeds", log.latest(DEEDS));
        return "audit";
    }

    @GetMapping("/me")
    String own(Model model) {
        model.addAttribute("tokens", tokens.of(me().id()));
        model.addAttribute("hasPassword", people.passwordHash(me().id()).isPresent());
        return "me";
    }

    @PostMapping("/me/password")
    String password(@RequestParam String old, @RequestParam String password, RedirectAttributes said) {
        if (!people.passwordHash(me().id())
                .map(hash -> Passwords.matches(old, hash))
                .orElse(false)) {
            throw new InputFault(new Text("the old password is another one", "das alte Passwort ist ein anderes"));
        }
        people.password(me().id(), Passwords.hash(password));
        audit.note("user.password", me().name(), "");
        said.addFlashAttribute("changed", true);
        return "redirect:/me";
    }

    @PostMapping("/me/tokens")
    String addToken(@RequestParam String label, @RequestParam int days, RedirectAttributes said) {
        if (label.isBlank() || days < 1 || days > LONGEST_DAYS) {
            throw new InputFault(Text.of(
                    "a token needs a name, and from 1 to %d days to be good for",
                    "ein Token braucht einen Namen und gilt 1 bis %d Tage", LONGEST_DAYS));
        }
        byte[] secret = new byte[TOKEN_BYTES];
        random.nextBytes(secret);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant now = clock.instant();
        tokens.add(me().id(), label.strip(), TokenFilter.hash(token), now, now.plus(Duration.ofDays(days)));
        audit.note("token.add", me().name(), label.strip());
        // shown once, and kept nowhere
        said.addFlashAttribute("token", token);
        return "redirect:/me";
    }

    @PostMapping("/me/tokens/{id}/revoke")
    String revoke(@PathVariable long id) {
        String label = tokens.of(me().id()).stream()
                .filter(token -> token.id() == id)
                .map(Token::label)
                .findFirst()
                .orElseThrow(() -> new NotThere("token", String.valueOf(id)));
        tokens.revoke(me().id(), id);
        audit.note("token.revoke", me().name(), label);
        return "redirect:/me";
    }

    private static Visitor me() {
        return Objects.requireNonNull(Frame.visitor(), "nobody has logged in");
    }
}
