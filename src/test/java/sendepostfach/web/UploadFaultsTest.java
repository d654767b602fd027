package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.campaign.Campaigns;
import sendepostfach.cli.Served;
import sendepostfach.suppression.SuppressionList;

/** Uploads that break off in the middle leave nothing behind that looks like a whole one. */
class UploadFaultsTest {
    private static final String TOKEN = "spf_secret-of-a-test";

    @TempDir
    static Path folder;

    private static Served served;
    private static Visit admin;

    @BeforeAll
    static void start() {
        served = Served.in(folder);
        Person ada = served.person("ada", Role.ADMIN);
        admin = Visit.of(served::address, "ada");
        Programs.allow(served, ada, TOKEN);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    /** Promises more than it sends, and hangs up; returns when the server has hung up too. */
    private static void breakOff(String path, String type, String headers, String sent) throws IOException {
        URI address = served.address(path);
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + headers
                            + "Content-Length: 1000000\r\n\r\n" + sent)
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    private static String asVisitor() {
        return "Cookie: sendepostfach=" + admin.cookie("sendepostfach") + "\r\nX-CSRF-TOKEN: " + admin.token() + "\r\n";
    }

    private static List<String> files(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void aListThatBreaksOffIsNoList() throws Exception {
        String draft = Drafting.begin(admin);
        breakOff(
                "/drafts/" + draft + "/list?name=liste.csv",
                "application/octet-stream",
                asVisitor(),
                "E-Mail\nanna@gmx.example\n");
        assertThat(files(folder.resolve("data/uploads/" + draft))).isEmpty();
        assertThat(admin.get("/drafts/" + draft + "/list").body()).doesNotContain("liste.csv");
        // and a whole one can follow
        assertThat(admin.upload(
                                "/drafts/" + draft + "/list?name=ganz.csv",
                                "E-Mail\nanna@gmx.example\n".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aListThatBreaksOffLeavesTheOneBefore() throws Exception {
        String draft = Drafting.begin(admin);
        byte[] whole = "E-Mail\nbernd@gmx.example\n".getBytes(StandardCharsets.UTF_8);
        admin.upload("/drafts/" + draft + "/list?name=ganz.csv", whole);
        breakOff(
                "/drafts/" + draft + "/list?name=halb.csv",
                "application/octet-stream",
                asVisitor(),
                "E-Mail\nanna@gmx.example\n");
        assertThat(DraftFolder.of(folder.resolve("data"), draft).list()).hasBinaryContent(whole);
    }

    @Test
    void aSuppressionListThatBreaksOffAddsNobody() throws Exception {
        breakOff(
                "/suppression/import?name=alt.csv",
                "application/octet-stream",
                asVisitor(),
                "target,reason\nweg@gmx.example,manual\n");
        assertThat(served.get(SuppressionList.class).latest(10)).isEmpty();
        assertThat(files(folder.resolve("data"))).noneMatch(name -> name.contains("alt.csv"));
    }

    @Test
    void aCampaignOfAProgramThatBreaksOffIsNone() throws Exception {
        String part = "--x\r\nContent-Disposition: form-data; name=\"";
        breakOff(
                "/api/v1/campaigns",
                "multipart/form-data; boundary=x",
                "Authorization: Bearer " + TOKEN + "\r\nIdempotency-Key: halb\r\n",
                part + "name\"\r\n\r\nhalb\r\n" + part
                        + "list\"; filename=\"l.csv\"\r\n\r\nE-Mail\nanna@gmx.example\n");
        assertThat(served.get(Campaigns.class).find("halb")).isEmpty();
        // the key is free for the whole request
        HttpResponse<String> whole = new Visit(served::address)
                .send(HttpRequest.newBuilder(served.address("/api/v1/campaigns"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Idempotency-Key", "halb")
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofString(part + "name\"\r\n\r\nganz\r\n" + part
                                + "from_address\"\r\n\r\nnews@probe.example\r\n" + part
                                + "subject\"\r\n\r\nHallo\r\n" + part + "text\"\r\n\r\nHallo\r\n" + part
                                + "list\"; filename=\"l.csv\"\r\n\r\nE-Mail\nanna@gmx.example\n\r\n--x--\r\n"))
                        .build());
        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(201);
    }
}
