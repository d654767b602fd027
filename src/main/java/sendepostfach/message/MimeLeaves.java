package sendepostfach.message;

import java.util.Base64;
import java.util.LinkedHashMap;

import sendepostfach.campaign.Mail;

/** Files as parts of a mail. */
final class MimeLeaves {
    private MimeLeaves() {}

    /** A file for the recipient to keep. */
    static MimeEntity.Leaf attachment(Mail.File file) {
        return file(file, "attachment", new LinkedHashMap<>());
    }

    /** A file that the HTML shows by its Content-ID. */
    static MimeEntity.Leaf inline(Mail.File file, String contentId) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-ID", "<" + contentId + ">");
        return file(file, "inline", headers);
    }

    private static MimeEntity.Leaf file(Mail.File file, String disposition, LinkedHashMap<String, String> headers) {
        headers.put("Content-Type", FileType.of(file.name()) + FileNameParameter.of("name", file.name()));
        headers.put("Content-Disposition", disposition + FileNameParameter.of("filename", file.name()));
        headers.put("Content-Transfer-Encoding", "base64");
        byte[] encoded = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encode(file.content());
        return new MimeEntity.Leaf(headers, encoded);
    }
}
