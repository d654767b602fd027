package sendepostfach.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HintedTimeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "try again in 300 seconds | PT5M",
                "Please try again in 5 minutes. | PT5M",
                "Try again in 5 mins | PT5M",
                "Retry after 2 h | PT2H",
                "retry in 60s | PT1M",
                "please wait 10 minutes before retrying | PT10M",
                "Please retry in about 15 minutes | PT15M",
                "come back in 00:04:57 | PT4M57S",
                "Greylisted for 300 seconds | PT5M",
                "Greylisted for 5 minutes | PT5M",
                "Greylisting in action, please come back in 00:14:30 | PT14M30S",
                "Try again in a few hours | PT3H",
                "try again in a few minutes | PT3M",
                "Please try again in an hour | PT1H",
                "try again in half an hour | PT30M",
                "retry in 1 hour 30 minutes | PT1H30M",
                "try again in 1h 30m | PT1H30M",
                "Your IP is temporarily blocked for 24 hours | PT24H",
                "retry-after: 120 seconds | PT2M",
                "Bitte versuchen Sie es in 10 Minuten erneut | PT10M",
                "in 10 Minuten erneut versuchen | PT10M",
                "Bitte in einer Stunde wieder versuchen | PT1H",
                "Versuchen Sie es nach 30 Sekunden noch einmal | PT30S",
                "Bitte warten Sie 2 Stunden | PT2H",
                "in wenigen Minuten erneut versuchen | PT3M",
                "Konto gesperrt für 15 Minuten | PT15M",
                "Veuillez réessayer dans 5 minutes | PT5M",
                "Try again tomorrow | PT24H",
                "Bitte morgen erneut versuchen | PT24H",
                "deferred, retry timeout 300s | PT5M",
                "try again in 5min | PT5M",
                "retry in 4m59s | PT4M59S",
                "try again in 5 minutes and 30 seconds | PT5M30S",
                "please retry your message after 15 minutes | PT15M",
                "You may retry within the next 24 hours | PT24H",
                "Please try again later (in 30 minutes) | PT30M",
                "Wait for 5 min and try again | PT5M",
                "Bitte in ca. 10 Minuten erneut versuchen | PT10M",
                "penalty: 30 seconds x 0 retries | PT30S",
                "try again after one hour | PT1H",
                "in einigen Stunden noch einmal versuchen | PT3H",
            })
    void aNamedTimeIsRead(String text, Duration time) {
        assertThat(HintedTime.in(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please try again later",
                "Exceeded 100 messages in 60 seconds",
                "rate limit of 500 messages per 1 hour exceeded, try again later",
                "You have sent too many messages in 1 hour",
                "Message expired after 5 days in the queue",
                "Timeout after 300 seconds",
                "Host mail4.5m.example said no",
                "450 4.7.1 try again",
                "try again. Error 12345 s",
                "try again in 0 seconds",
                "You are throttled to one message per 60 seconds",
                "Your mail has been delayed for 4 hours",
                "We tried for 5 days",
                "undeliverable after 3 days, will not retry",
            })
    void aLimitOrANumberIsNoHint(String text) {
        assertThat(HintedTime.in(text)).isEqualTo(Optional.empty());
    }

    @Test
    void noHintIsLongerThanAWindow() {
        assertThat(HintedTime.in("try again in 90 days")).contains(Duration.ofDays(5));
        assertThat(HintedTime.in("try again in 999999 days")).contains(Duration.ofDays(5));
    }
}
