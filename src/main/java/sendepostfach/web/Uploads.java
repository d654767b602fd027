package sendepostfach.web;

import java.io.IOException;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;

/** Answers to uploads: in plain text, since a script shows them beside the field. */
final class Uploads {
    private static final MediaType PLAIN = MediaType.parseMediaType("text/plain;charset=UTF-8");

    private Uploads() {}

    /** Work that takes in what somebody uploads. */
    interface Receiving {
        /** Returns what to say of it. */
        String run() throws IOException;
    }

    static ResponseEntity<String> received(Receiving work) {
        try {
            return ResponseEntity.ok().contentType(PLAIN).body(work.run());
        } catch (DraftFolder.TooBig tooBig) {
            return refused(HttpStatus.CONTENT_TOO_LARGE, tooBig.text());
        } catch (InputFault wrong) {
            return refused(HttpStatus.UNPROCESSABLE_CONTENT, wrong.text());
        } catch (IOException broken) {
            return refused(
                    HttpStatus.BAD_REQUEST,
                    new Text(
                            "the upload broke off; try again", "das Hochladen brach ab; versuchen Sie es noch einmal"));
        }
    }

    private static ResponseEntity<String> refused(HttpStatus status, Text why) {
        return ResponseEntity.status(status).contentType(PLAIN).body(Spoken.words(why));
    }

    /** A file's name as it is shown: without folders and control characters, and not endless. */
    static String shown(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "").replaceFirst("^.*[/\\\\]", "");
        return plain.length() <= 100 ? plain : plain.substring(0, 100) + "…";
    }
}
