package sendepostfach.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Field;

/** The first two steps of a new campaign: its list and its mail. */
@Controller
class DraftPages {
    private static final long MOST_HTML = 2L << 20;

    private final DraftDesk desk;
    private final ListScans scans;
    private final CampaignLoader loader;
    private final Previews previews;
    private final Audit audit;
    private final Path jobs;

    DraftPages(
            DraftDesk desk,
            ListScans scans,
            CampaignLoader loader,
            Previews previews,
            Audit audit,
            @Value("${sendepostfach.jobs}") Path jobs) {
        this.desk = desk;
        this.scans = scans;
        this.loader = loader;
        this.previews = previews;
        this.audit = audit;
        this.jobs = jobs;
    }

    @PostMapping("/drafts")
    String begin() {
        Visitor visitor = Objects.requireNonNull(Frame.visitor());
        Draft draft = desk.begin(visitor.name(), Map.of());
        audit.note("draft.begin", draft.id(), "");
        return "redirect:/drafts/" + draft.id() + "/list";
    }

    @GetMapping("/drafts/{id}")
    String takeUp(@PathVariable String id) {
        Draft draft = desk.get(id);
        boolean listed = desk.folder(draft).hasList() && !draft.get(Field.NAME).isBlank();
        boolean written = !draft.get(Field.SUBJECT).isBlank()
                && !draft.get(Field.HTML).concat(draft.get(Field.TEXT)).isBlank();
        return "redirect:/drafts/" + draft.id() + (!listed ? "/list" : !written ? "/mail" : "/check");
    }

    @PostMapping("/drafts/{id}/delete")
    String delete(@PathVariable String id) {
        Draft draft = desk.get(id);
        desk.delete(draft);
        audit.note("draft.delete", id, draft.get(Field.NAME));
        return "redirect:/campaigns";
    }

    @GetMapping("/drafts/{id}/list")
    String list(@PathVariable String id, Model model) {
        fillList(desk.get(id), model);
        return "draft-list";
    }

    @GetMapping("/drafts/{id}/findings")
    String findings(@PathVariable String id, Model model) {
        fillList(desk.get(id), model);
        return "draft-list :: findings";
    }

    private void fillList(Draft draft, Model model) {
        DraftFolder folder = desk.folder(draft);
        model.addAttribute("draft", draft);
        model.addAttribute("step", 1);
        model.addAttribute("name", draft.get(Field.NAME));
        model.addAttribute("listName", draft.get(Field.LIST_NAME));
        model.addAttribute("hasList", folder.hasList());
        model.addAttribute("scanning", scans.isRunning(folder));
        Findings findings = scans.of(folder).orElse(null);
        model.addAttribute("findings", findings);
        model.addAttribute("shares", findings == null ? List.of() : Share.largest(findings.sites()));
        model.addAttribute("mostList", DraftFolder.MOST_LIST);
    }

    /** The list itself comes as the body, so that it can be streamed to the disk however long it is. */
    @PostMapping("/drafts/{id}/list")
    @ResponseBody
    ResponseEntity<String> upload(@PathVariable String id, @RequestParam String name, HttpServletRequest request) {
        Draft draft = desk.get(id);
        DraftFolder folder = desk.folder(draft);
        return Uploads.received(() -> {
            DraftFolder.receive(
                    request.getInputStream(), request.getContentLengthLong(), DraftFolder.MOST_LIST, folder.list());
            String shown = Uploads.shown(name);
            desk.save(draft, Map.of(Field.LIST_NAME, shown, Field.EMAIL_COLUMN, ""));
            scans.start(folder, Optional.empty());
            audit.note("draft.list", draft.id(), shown);
            return "";
        });
    }

    @PostMapping("/drafts/{id}/name")
    String name(@PathVariable String id, @RequestParam String name, Model model) {
        Draft draft = desk.save(desk.get(id), Map.of(Field.NAME, name.strip()));
        model.addAttribute("wrong", !name.isBlank() && !CampaignName.isGood(name.strip()));
        model.addAttribute("draft", draft);
        return "draft-list :: nameSaid";
    }

    @PostMapping("/drafts/{id}/column")
    String column(@PathVariable String id, @RequestParam String column) {
        Draft draft = desk.get(id);
        if (!desk.format(draft).columns().names().contains(column)) {
            throw new InputFault(Text.of("the list has no column \"%s\"", "die Liste hat keine Spalte \"%s\"", column));
        }
        Draft changed = desk.save(draft, Map.of(Field.EMAIL_COLUMN, column));
        scans.start(desk.folder(changed), DraftDesk.emailColumn(changed));
        return "redirect:/drafts/" + id + "/list";
    }

    @GetMapping("/drafts/{id}/rejected.csv")
    ResponseEntity<Resource> rejected(@PathVariable String id) {
        Path file = desk.folder(desk.get(id)).rejected();
        if (!Files.exists(file)) {
            throw new NotThere("file", "rejected.csv");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("rejected.csv")
                                .build()
                                .toString())
                .body(new FileSystemResource(file));
    }

    @GetMapping("/drafts/{id}/mail")
    String mail(@PathVariable String id, Model model) {
        Draft draft = desk.get(id);
        DraftFolder folder = desk.folder(draft);
        model.addAttribute("draft", draft);
        model.addAttribute("step", 2);
        model.addAttribute("fields", entries(draft));
        model.addAttribute(
                "columns",
                scans.of(folder).map(Findings::columns).orElse(List.of()).stream()
                        .map(Column::of)
                        .toList());
        model.addAttribute("mailboxes", loader.mailboxes(jobs).names());
        model.addAttribute("pictures", folder.pictures());
        model.addAttribute("mostPicture", DraftFolder.MOST_PICTURE);
        model.addAttribute("fault", previews.fault(draft));
        return "draft-mail";
    }

    /** What was entered, by the names that forms use. */
    static Map<String, String> entries(Draft draft) {
        var entries = new java.util.LinkedHashMap<String, String>();
        for (Field field : Field.values()) {
            entries.put(field.name().toLowerCase(Locale.ROOT), draft.get(field));
        }
        return entries;
    }

    /** Entries of a form that are fields of a draft. */
    static Map<Field, String> fields(HttpServletRequest request, List<Field> wanted) {
        var fields = new java.util.EnumMap<Field, String>(Field.class);
        for (Field field : wanted) {
            String value = request.getParameter(field.name().toLowerCase(Locale.ROOT));
            if (value != null) {
                fields.put(field, value);
            }
        }
        return fields;
    }

    @PostMapping("/drafts/{id}/mail")
    String saveMail(@PathVariable String id, HttpServletRequest request, Model model) {
        Draft draft = desk.save(
                desk.get(id),
                fields(
                        request,
                        List.of(
                                Field.MAILBOX,
                                Field.FROM_NAME,
                                Field.FROM_ADDRESS,
                                Field.REPLY_TO,
                                Field.SUBJECT,
                                Field.HTML,
                                Field.TEXT)));
        model.addAttribute("fault", previews.fault(draft));
        return "draft-mail :: said";
    }

    /** An HTML file becomes the mail, pictures are kept beside it. */
    @PostMapping("/drafts/{id}/files")
    @ResponseBody
    ResponseEntity<String> files(@PathVariable String id, @RequestParam String name, HttpServletRequest request) {
        Draft draft = desk.get(id);
        DraftFolder folder = desk.folder(draft);
        return Uploads.received(() -> {
            if (name.toLowerCase(Locale.ROOT).matches(".*\\.html?")) {
                Path incoming = folder.path().resolve("incoming.html");
                DraftFolder.receive(request.getInputStream(), request.getContentLengthLong(), MOST_HTML, incoming);
                String html = utf8(Files.readAllBytes(incoming));
                Files.delete(incoming);
                desk.save(draft, Map.of(Field.HTML, html));
            } else if (name.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|gif|webp)")) {
                if (folder.pictures().size() >= DraftFolder.MOST_PICTURES) {
                    throw new InputFault(Text.of(
                            "a mail may have at most %d pictures",
                            "eine Mail darf höchstens %d Bilder haben", DraftFolder.MOST_PICTURES));
                }
                DraftFolder.receive(
                        request.getInputStream(),
                        request.getContentLengthLong(),
                        DraftFolder.MOST_PICTURE,
                        folder.picture(name));
            } else {
                throw new InputFault(Text.of(
                        "\"%s\" is neither HTML nor a picture (png, jpg, gif, webp)",
                        "\"%s\" ist weder HTML noch ein Bild (png, jpg, gif, webp)", Uploads.shown(name)));
            }
            audit.note("draft.file", draft.id(), Uploads.shown(name));
            return "";
        });
    }

    private static String utf8(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new InputFault(
                    new Text(
                            "the HTML file is not UTF-8; save it in that encoding",
                            "die HTML-Datei ist nicht in UTF-8; speichern Sie sie in dieser Kodierung"),
                    notUtf8);
        }
    }

    /** The mail of a row as the recipient would see it, for a frame that can neither run script nor load anything. */
    @GetMapping("/drafts/{id}/preview")
    ResponseEntity<String> preview(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") int row,
            @RequestParam(defaultValue = "html") String part,
            Locale locale) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", Previews.POLICY)
                .body(previews.page(desk.get(id), Math.max(1, row), part.equals("text"), locale));
    }
}
