package sendepostfach.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import sendepostfach.sandbox.MailTransaction.Recipient;

/**
 * Keeps accepted mails, each as {@code PROVIDER/NNN/RECIPIENT-ID.eml} with lines on top that say how it came. A folder NNN
 * gets a thousand of them in a run, so that a million mails remain easy to list.
 */
final class MailStore {
    private static final int FOLDER_SIZE = 1_000;
    private static final int LONGEST_NAME = 80;

    private final Path directory;
    private final Map<String, AtomicInteger> kept = new ConcurrentHashMap<>();

    MailStore(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /**
     * Writes the mail; it is complete when this returns.
     *
     * @throws IOException when it could not be written; nothing of it is left then
     */
    void keep(List<Recipient> recipients, String helo, Instant at, byte[] body) throws IOException {
        Recipient first = recipients.get(0);
        Path file = place(first);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(trace(recipients, helo, at).getBytes(StandardCharsets.UTF_8));
            out.write(body);
        } catch (IOException trouble) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException alsoInTrouble) {
                trouble.addSuppressed(alsoInTrouble);
            }
            throw trouble;
        }
    }

    private Path place(Recipient recipient) throws IOException {
        String provider = recipient.provider().name();
        int number = kept.computeIfAbsent(provider, name -> new AtomicInteger()).getAndIncrement();
        Path folder = directory.resolve(provider).resolve("%03d".formatted(number / FOLDER_SIZE));
        if (number % FOLDER_SIZE == 0 || !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Attempt attempt = recipient.attempt();
        return folder.resolve(fileName(attempt.recipient()) + "-" + attempt.id() + ".eml");
    }

    /** What of an address is harmless in a file name on any system; the queue id behind it tells mails apart. */
    private static String fileName(String recipient) {
        String name = recipient.replaceAll("[^A-Za-z0-9@._+-]", "_").replaceAll("^[.-]", "_");
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static String trace(List<Recipient> recipients, String helo, Instant at) {
        Attempt attempt = recipients.get(0).attempt();
        var lines = new StringBuilder("Return-Path: <").append(attempt.sender()).append(">\r\n");
        for (Recipient recipient : recipients) {
            lines.append("X-Envelope-To: <")
                    .append(recipient.attempt().recipient())
                    .append(">\r\n");
        }
        return lines.append("Received: from ")
                .append(helo)
                .append(" ([")
                .append(attempt.ip())
                .append("])\r\n\tby ")
                .append(Sandbox.HOST)
                .append(" (sendepostfach practice server) with ESMTP id ")
                .append(attempt.id())
                .append(";\r\n\t")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)))
                .append("\r\n")
                .toString();
    }
}
