package sendepostfach.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.LocaleResolver;

/** In which language and with which clock a visitor reads: what was chosen, else what the browser asks for. */
final class Language implements LocaleResolver {
    private static final String LANGUAGE = "lang";
    private static final String ZONE = "zone";
    private static final Duration KEPT = Duration.ofDays(365);
    /** With its country, so that dates are written as people there do. */
    private static final Locale ENGLISH = Locale.UK;

    private static final List<Locale> SPOKEN = List.of(Locale.GERMANY, ENGLISH);

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return cookie(request, LANGUAGE)
                .or(() -> Collections.list(request.getLocales()).stream()
                        .map(Locale::getLanguage)
                        .filter(wanted -> SPOKEN.stream()
                                .anyMatch(spoken -> spoken.getLanguage().equals(wanted)))
                        .findFirst())
                .filter(wanted -> wanted.equals("de"))
                .map(german -> Locale.GERMANY)
                .orElse(ENGLISH);
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        if (response != null && locale != null) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(LANGUAGE, locale.getLanguage().equals("de") ? "de" : "en")
                            .path("/")
                            .maxAge(KEPT)
                            .sameSite("Lax")
                            .httpOnly(true)
                            .secure(request.isSecure())
                            .build()
                            .toString());
        }
    }

    /** The time zone that the browser has told, if there is such a zone. */
    static ZoneId zone(HttpServletRequest request, ZoneId otherwise) {
        return cookie(request, ZONE)
                .flatMap(name -> {
                    try {
                        return Optional.of(ZoneId.of(name.replace("%2F", "/")));
                    } catch (DateTimeException none) {
                        return Optional.empty();
                    }
                })
                .orElse(otherwise);
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] all = request.getCookies();
        if (all == null) {
            return Optional.empty();
        }
        for (Cookie cookie : all) {
            if (cookie.getName().equals(name)) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }
}
