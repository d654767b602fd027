package sendepostfach.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A small OpenID provider on loopback that lets everybody in and says of them what a test wants. */
final class PracticeProvider implements AutoCloseable {
    static final String CLIENT = "sendepostfach-test";
    private static final int MINUTE = 60_000;

    private final HttpServer server;
    private final RSAKey key;
    private final RSAKey another;
    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private volatile Map<String, Object> claims = Map.of();
    private volatile boolean forging;

    private PracticeProvider(HttpServer server) throws JOSEException {
        this.server = server;
        this.key = new RSAKeyGenerator(2048).keyID("one").generate();
        this.another = new RSAKeyGenerator(2048).keyID("one").generate();
    }

    static PracticeProvider start() {
        try {
            var provider = new PracticeProvider(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            provider.server.createContext("/", provider::answer);
            provider.server.start();
            return provider;
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        } catch (JOSEException cannot) {
            throw new IllegalStateException(cannot);
        }
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What it says of whoever comes next. */
    void says(Map<String, Object> claims) {
        this.claims = claims;
    }

    void signsWithAnotherKey(boolean forging) {
        this.forging = forging;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/.well-known/openid-configuration" -> json(exchange, """
                    {"issuer":"ISSUER","authorization_endpoint":"ISSUER/authorize","token_endpoint":"ISSUER/token",
                    "jwks_uri":"ISSUER/keys","response_types_supported":["code"],"subject_types_supported":["public"],
                    "id_token_signing_alg_values_supported":["RS256"]}""".replace("ISSUER", issuer()));
            case "/keys" -> json(exchange, new JWKSet(key.toPublicJWK()).toString());
            case "/authorize" -> authorize(exchange);
            case "/token" -> token(exchange);
            default -> exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        String code = "code" + nonces.size();
        nonces.put(code, asked.getOrDefault("nonce", ""));
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        asked.get("redirect_uri") + "?code=" + code + "&state="
                                + URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        long now = Clock.systemUTC().millis();
        var set = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .issueTime(new Date(now))
                .expirationTime(new Date(now + MINUTE))
                .claim("nonce", nonces.get(asked.getOrDefault("code", "")));
        claims.forEach(set::claim);
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), set.build());
            token.sign(new RSASSASigner(forging ? another : key));
            json(
                    exchange,
                    "{\"access_token\":\"none\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\""
                            + token.serialize() + "\"}");
        } catch (JOSEException cannot) {
            throw new IOException(cannot);
        }
    }

    private static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static void json(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
