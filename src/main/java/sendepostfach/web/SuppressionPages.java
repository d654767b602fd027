package sendepostfach.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import sendepostfach.batch.SuppressionCsv;
import sendepostfach.batch.SuppressionText;
import sendepostfach.campaign.Address;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionList;
import sendepostfach.suppression.SuppressionReason;
import sendepostfach.suppression.Target;

/** The suppression list: who must not be written to. Everybody may add to it; operators take off it. */
@Controller
class SuppressionPages {
    private static final int LATEST = 50;
    private static final long MOST_IMPORT = 200L << 20;
    private static final int CHUNK = 2000;
    private static final int FAULTS_SHOWN = 5;

    private final SuppressionList list;
    private final MessageSource messages;
    private final Audit audit;
    private final Clock clock;
    private final Path data;

    SuppressionPages(
            SuppressionList list,
            MessageSource messages,
            Audit audit,
            Clock clock,
            @Value("${sendepostfach.data}") Path data) {
        this.list = list;
        this.messages = messages;
        this.audit = audit;
        this.clock = clock;
        this.data = data;
    }

    @GetMapping("/suppression")
    String all(@RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("q", q);
        model.addAttribute("wrong", "");
        model.addAttribute("mostImport", MOST_IMPORT);
        model.addAttribute("reasons", SuppressionReason.values());
        try {
            model.addAttribute("entries", q.isBlank() ? list.latest(LATEST) : find(q));
        } catch (InputFault wrong) {
            model.addAttribute("entries", List.of());
            model.addAttribute("wrong", Spoken.words(wrong));
        }
        return "suppression";
    }

    @GetMapping("/suppression/latest")
    String latest(Model model) {
        model.addAttribute("q", "");
        model.addAttribute("wrong", "");
        model.addAttribute("entries", list.latest(LATEST));
        return "suppression :: entries";
    }

    /** The entries that keep mails from an address, its domain's too; or those of a domain. */
    List<Suppression> find(String text) {
        Target target = SuppressionText.target(text);
        return target.isDomain()
                ? list.of(target)
                : Stream.of(target, Target.domainOf(Address.of(target.key())))
                        .flatMap(each -> list.of(each).stream())
                        .toList();
    }

    @PostMapping("/suppression")
    String add(
            @RequestParam String targets,
            @RequestParam(defaultValue = "manual") String reason,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String sender,
            RedirectAttributes said) {
        List<String> wanted = Arrays.stream(targets.split("[\\s,;]+"))
                .filter(each -> !each.isBlank())
                .toList();
        said.addFlashAttribute("added", add(wanted, reason, source, sender));
        said.addFlashAttribute("wanted", wanted.size());
        return "redirect:/suppression";
    }

    /**
     * Adds targets and returns how many are new.
     *
     * @throws InputFault where one of them is neither an address nor a domain: then none is added
     */
    int add(List<String> wanted, String reason, String source, String sender) {
        Optional<Address> only =
                Optional.of(sender).filter(each -> !each.isBlank()).map(SuppressionText::address);
        var why = SuppressionReason.of(reason);
        int added = list.add(wanted.stream()
                .map(SuppressionText::target)
                .map(target -> Suppression.of(target, only, why, source.strip(), clock.instant()))
                .toList());
        audit.note("suppression.add", String.join(", ", wanted), added + " added, " + reason);
        return added;
    }

    @PostMapping("/suppression/remove")
    String remove(
            @RequestParam String target, @RequestParam(defaultValue = "") String sender, RedirectAttributes said) {
        said.addFlashAttribute("removed", remove(target, sender));
        return "redirect:/suppression";
    }

    /** Removes a target's entries, those for one sender or all, and returns how many there were. */
    int remove(String target, String sender) {
        Optional<Address> only =
                Optional.of(sender).filter(each -> !each.isBlank()).map(SuppressionText::address);
        int removed = list.remove(SuppressionText.target(target), only);
        audit.note("suppression.remove", target, removed + " removed");
        return removed;
    }

    /** The file comes as the body; the answer is said in words beside the field. */
    @PostMapping("/suppression/import")
    @ResponseBody
    ResponseEntity<String> bringIn(@RequestParam String name, HttpServletRequest request, Locale locale) {
        Path folder = data.resolve("uploads");
        return Uploads.received(() -> {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "suppression", ".csv");
            try {
                DraftFolder.receive(request.getInputStream(), request.getContentLengthLong(), MOST_IMPORT, file);
                return bringIn(file, Uploads.shown(name), locale);
            } finally {
                Files.deleteIfExists(file);
            }
        });
    }

    private String bringIn(Path file, String shown, Locale locale) {
        var faults = new ArrayList<String>();
        int added = 0;
        try (var rows = SuppressionCsv.open(file, Optional.empty(), clock.instant())) {
            var chunk = new ArrayList<Suppression>();
            for (var next = rows.next(fault -> keep(faults, fault, file, shown));
                    next.isPresent();
                    next = rows.next(fault -> keep(faults, fault, file, shown))) {
                chunk.add(named(next.get(), file, shown));
                if (chunk.size() == CHUNK) {
                    added += list.add(chunk);
                    chunk.clear();
                }
            }
            added += list.add(chunk);
            audit.note("suppression.import", shown, added + " added");
            String sum = messages.getMessage(
                    "suppression.imported",
                    new Object[] {rows.rows(), added, rows.rows() - rows.faults() - added, rows.faults()},
                    locale);
            return faults.isEmpty() ? sum : sum + "\n" + String.join("\n", faults);
        } catch (InputFault wrong) {
            throw new InputFault(wrong.text().map(words -> plain(words, file, shown)), wrong);
        }
    }

    /** Where a row does not say where it comes from, it comes from the file as its owner called it. */
    private static Suppression named(Suppression entry, Path file, String shown) {
        return entry.source().equals(String.valueOf(file.getFileName()))
                ? new Suppression(entry.target(), entry.sender(), entry.reason(), shown, entry.at())
                : entry;
    }

    private static void keep(List<String> faults, Text fault, Path file, String shown) {
        if (faults.size() < FAULTS_SHOWN) {
            faults.add(plain(Spoken.words(fault), file, shown));
        } else if (faults.size() == FAULTS_SHOWN) {
            faults.add("…");
        }
    }

    private static String plain(String message, Path file, String shown) {
        return message.replace(file.toString(), shown);
    }

    @GetMapping("/suppression/export.csv")
    ResponseEntity<Resource> export() {
        try {
            Path file = Files.createDirectories(data.resolve("uploads")).resolve("suppression-export.csv");
            synchronized (this) {
                Path written = Files.createTempFile(file.getParent(), "suppression", ".csv");
                SuppressionCsv.write(written, list::all);
                Files.move(written, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            audit.note("suppression.export", "", "");
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename("suppression.csv")
                                    .build()
                                    .toString())
                    .body(new FileSystemResource(file));
        } catch (IOException cannot) {
            throw new UncheckedIOException("the suppression list cannot be written", cannot);
        }
    }
}
