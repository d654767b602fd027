package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    @TempDir
    Path folder;

    @Test
    void theHealthPageAnswers() throws Exception {
        var options = new AppOptions();
        options.data = folder.resolve("data");
        options.jobs = folder;
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (App app = App.serve(options, port)) {
            assertThat(app).isNotNull();
            var health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                    .build();
            var answer = HttpClient.newHttpClient().send(health, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"UP\"");
            var unsubscribe = URI.create("http://127.0.0.1:" + port + "/unsubscribe/sample");
            var page = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(unsubscribe).build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            var click = HttpRequest.newBuilder(unsubscribe)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"));
            assertThat(HttpClient.newHttpClient()
                            .send(click.build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
