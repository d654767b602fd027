package sendepostfach.message;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import sendepostfach.campaign.Address;

/**
 * For whom a mail is made, and what is only this one's.
 *
 * @param to the recipient's address
 * @param name the recipient's name, as the list gives it beside the address
 * @param row the recipient's cells by column, and the program's own names that the templates may use
 * @param messageId the Message-ID, with or without angle brackets; the same for every copy for ever
 * @param date when the mail was written
 * @param headers further headers, such as List-Unsubscribe, in the order of the map
 */
public record Addressee(
        Address to,
        Optional<String> name,
        Map<String, String> row,
        String messageId,
        Instant date,
        Map<String, String> headers) {
    private static final Pattern MESSAGE_ID = Pattern.compile("[\\x21-\\x7e&&[^<>@]]+@[\\x21-\\x7e&&[^<>@]]+");
    private static final Pattern HEADER_NAME = Pattern.compile("[\\x21-\\x7e&&[^:]]{1,70}");

    public Addressee {
        boolean bracketed = messageId.startsWith("<") && messageId.endsWith(">");
        messageId = bracketed ? messageId.substring(1, messageId.length() - 1) : messageId;
        if (!MESSAGE_ID.matcher(messageId).matches()) {
            throw new IllegalArgumentException("not a Message-ID: \"" + HeaderText.clean(messageId) + "\"");
        }
        headers.keySet().forEach(header -> {
            if (!HEADER_NAME.matcher(header).matches()) {
                throw new IllegalArgumentException("not a header's name: \"" + HeaderText.clean(header) + "\"");
            }
        });
    }
}
