package sendepostfach.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What programs can do, for people. */
@Controller
class ApiPages {
    @GetMapping("/api")
    String api(Model model) {
        model.addAttribute("calls", ApiTable.CALLS);
        model.addAttribute("base", ApiTable.BASE);
        return "api";
    }
}
