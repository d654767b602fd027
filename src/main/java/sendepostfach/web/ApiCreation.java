package sendepostfach.web;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.json.JsonMapper;

import sendepostfach.access.Answers;
import sendepostfach.campaign.InputFault;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Field;

/** Schedules a campaign for a program. The same request sent again with the same Idempotency-Key gets the first answer. */
@RestController
@RequestMapping(ApiTable.BASE)
class ApiCreation {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_KEY = 100;

    private final DraftDesk desk;
    private final HandOver handOver;
    private final Answers answers;
    private final Audit audit;
    private final Clock clock;

    ApiCreation(DraftDesk desk, HandOver handOver, Answers answers, Audit audit, Clock clock) {
        this.desk = desk;
        this.handOver = handOver;
        this.answers = answers;
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping(path = "/campaigns", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Object> create(
            @RequestPart MultipartFile list,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        Map<Field, String> fields = DraftPages.fields(request, Arrays.asList(Field.values()));
        String person = Objects.requireNonNull(Frame.visitor()).name();
        if (key == null) {
            return created(schedule(person, fields, list));
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new InputFault("Idempotency-Key must have from 1 to " + LONGEST_KEY + " characters");
        }
        String fingerprint = fingerprint(fields, list);
        Optional<Answers.Known> known = answers.begin(person, key, fingerprint, clock.instant());
        if (known.isPresent()) {
            return again(known.get(), fingerprint);
        }
        try {
            String answer = schedule(person, fields, list);
            answers.answered(person, key, answer);
            return created(answer);
        } catch (IOException | RuntimeException failed) {
            answers.forget(person, key);
            throw failed;
        }
    }

    private String schedule(String person, Map<Field, String> fields, MultipartFile list) throws IOException {
        if (!CampaignName.isGood(fields.getOrDefault(Field.NAME, ""))) {
            throw new InputFault("name: a campaign's name has letters, digits, '.', '_' and '-'");
        }
        if (fields.getOrDefault(Field.SUBJECT, "").isBlank()) {
            throw new InputFault("subject: is missing, write the mail's subject");
        }
        if (fields.getOrDefault(Field.IN_SPITE, "").equals("true")
                && !Objects.requireNonNull(Frame.visitor()).isAdmin()) {
            throw new InputFault("in_spite: only an admin may send in spite of failed checks");
        }
        Draft draft = desk.begin(person, fields);
        try {
            try (InputStream in = list.getInputStream()) {
                DraftFolder.receive(
                        in,
                        list.getSize(),
                        DraftFolder.MOST_LIST,
                        desk.folder(draft).list());
            }
            Instant starts = handOver.schedule(draft);
            audit.note("campaign.schedule", draft.get(Field.NAME), "by program, starts " + starts);
            return JSON.writeValueAsString(Map.of("campaign", draft.get(Field.NAME), "starts", starts.toString()));
        } catch (DraftFolder.TooBig tooBig) {
            desk.delete(draft);
            throw new InputFault(String.valueOf(tooBig.getMessage()), tooBig);
        } catch (IOException | RuntimeException failed) {
            desk.delete(draft);
            throw failed;
        }
    }

    private static ResponseEntity<Object> created(String answer) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer);
    }

    private static ResponseEntity<Object> again(Answers.Known known, String fingerprint) {
        if (!known.fingerprint().equals(fingerprint)) {
            return problem(HttpStatus.UNPROCESSABLE_CONTENT, "this Idempotency-Key was used for another request");
        }
        return known.answer()
                .map(ApiCreation::created)
                .orElseGet(() -> problem(HttpStatus.CONFLICT, "the first request with this key is still under way"));
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }

    private static String fingerprint(Map<Field, String> fields, MultipartFile list) throws IOException {
        try (InputStream in = list.getInputStream()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(fields.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
