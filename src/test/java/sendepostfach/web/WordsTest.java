package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import sendepostfach.access.Role;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.RejectReason;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.schedule.Desk;

/** Everything that the pages say is said in both languages. */
class WordsTest {
    private static final Pattern KEY = Pattern.compile("#\\{([a-zA-Z0-9.-]+)[(}]");

    private static Properties words(String file) throws IOException {
        var words = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(WordsTest.class.getResourceAsStream("/" + file)), StandardCharsets.UTF_8)) {
            words.load(in);
        }
        return words;
    }

    @Test
    void bothLanguagesSayTheSame() throws IOException {
        assertThat(words("messages_de.properties").keySet())
                .isEqualTo(words("messages.properties").keySet());
    }

    @Test
    void everythingThatPagesAskForIsThere() throws IOException {
        var missing = new TreeSet<String>();
        Properties words = words("messages.properties");
        try (Stream<Path> pages = Files.list(Path.of("src/main/resources/templates"))) {
            for (Path page : pages.toList()) {
                Matcher key = KEY.matcher(Files.readString(page));
                while (key.find()) {
                    if (!words.containsKey(key.group(1))) {
                        missing.add(page.getFileName() + ": " + key.group(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyStateKindAndOrderHasAName() throws IOException {
        var keys = new ArrayList<String>();
        for (RecipientState state : RecipientState.values()) {
            keys.addAll(List.of("state." + state.name(), "state.what." + state.name()));
        }
        Stream.of(CampaignState.values()).forEach(state -> keys.add("campaign." + state.name()));
        Stream.of(LaneState.values()).forEach(state -> keys.add("lane." + state.name()));
        Stream.of(ReplyKind.values()).forEach(kind -> keys.add("kind." + kind));
        Stream.of(RejectReason.values()).forEach(reason -> keys.add("reject." + reason));
        Stream.of(Role.values()).forEach(role -> keys.add("role." + role));
        for (Desk.Order order : Desk.Order.values()) {
            String word = SteeringPages.word(order);
            keys.addAll(List.of(
                    "order." + word,
                    "steer.asks." + word,
                    "steer.done." + word,
                    "steer.what." + word,
                    "steer.yes." + word));
        }
        assertThat(words("messages.properties").keySet()).containsAll(keys);
    }
}
