package sendepostfach.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/** Refuses a mail that holds one of some words, as it came over the wire: a word inside base64 is not found. */
final class ContentRefusal implements Behaviour {
    private final List<byte[]> words;
    private final SmtpAnswer answer;

    ContentRefusal(List<String> words, ReplyText reply) {
        this.words = words.stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.answer = new SmtpAnswer.Say(reply, ReplyKind.MESSAGE_CONTENT);
    }

    @Override
    public Optional<SmtpAnswer> at(Phase phase, Attempt attempt) {
        return phase == Phase.BODY && words.stream().anyMatch(word -> holds(attempt.body(), word))
                ? Optional.of(answer)
                : Optional.empty();
    }

    private static boolean holds(byte[] text, byte[] word) {
        for (int start = 0; start <= text.length - word.length; start++) {
            int same = 0;
            while (same < word.length && text[start + same] == word[same]) {
                same++;
            }
            if (same == word.length) {
                return true;
            }
        }
        return false;
    }
}
