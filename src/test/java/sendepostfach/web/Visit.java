package sendepostfach.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A visitor with cookies but without a browser: sees headers and pages as they come. */
final class Visit {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");

    private final Function<String, URI> address;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    Visit(Function<String, URI> address) {
        this.address = address;
    }

    static Visit of(Function<String, URI> address, String name) {
        var visit = new Visit(address);
        HttpResponse<String> answer = visit.post("/login", Map.of("username", name, "password", name + "-passwort"));
        if (answer.headers().firstValue("Location").orElse("/login").contains("/login")) {
            throw new IllegalStateException("cannot log in as " + name + ": " + answer + " " + answer.headers());
        }
        return visit;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(address.apply(path))
                .header("Accept", "text/html,*/*;q=0.8")
                .build());
    }

    /** Asks for what may never end, and looks at its beginning only. */
    HttpResponse<InputStream> begin(String path) {
        HttpResponse<InputStream> answer = open(path);
        try {
            answer.body().close();
            return answer;
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Asks for what may never end. */
    HttpResponse<InputStream> open(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(address.apply(path))
                            .header("Accept", "text/html,*/*;q=0.8")
                            .build(),
                    BodyHandlers.ofInputStream());
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ending);
        }
    }

    /** Sends a form with the token that the page before carries. */
    HttpResponse<String> post(String path, Map<String, String> form) {
        return postWith(path, form, token());
    }

    HttpResponse<String> postWith(String path, Map<String, String> form, String token) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(address.apply(path))
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-CSRF-TOKEN", token)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> upload(String path, byte[] content) {
        return send(HttpRequest.newBuilder(address.apply(path))
                .header("Content-Type", "application/octet-stream")
                .header("X-CSRF-TOKEN", token())
                .POST(BodyPublishers.ofByteArray(content))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ending);
        }
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** The token that forms of the visitor's pages carry. */
    String token() {
        HttpResponse<String> page = get("/me");
        Matcher matcher = TOKEN.matcher(
                page.statusCode() == 200 ? page.body() : get("/login").body());
        return matcher.find() ? matcher.group(1) : "";
    }
}
