import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Sends mails as a simple program would: a loop over Spring's JavaMailSender, in several threads.
 *
 * <pre>java -cp LIBRARIES bench/OneByOne.java PORT THREADS MAILS TEXT-FILE HTML-FILE</pre>
 *
 * Prints the seconds that it took.
 */
final class OneByOne {
    private OneByOne() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int threads = Integer.parseInt(args[1]);
        int mails = Integer.parseInt(args[2]);
        String text = Files.readString(Path.of(args[3]));
        String html = Files.readString(Path.of(args[4]));
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        send(sender, text, html, 0); // loads the classes
        var next = new AtomicInteger();
        var all = new ArrayList<Thread>();
        long begin = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            var thread = new Thread(() -> {
                for (int n = next.incrementAndGet(); n <= mails; n = next.incrementAndGet()) {
                    try {
                        send(sender, text, html, n);
                    } catch (MessagingException fault) {
                        throw new IllegalStateException(fault);
                    }
                }
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        System.out.printf(java.util.Locale.ROOT, "%.3f%n", (System.nanoTime() - begin) / 1e9);
    }

    private static void send(JavaMailSenderImpl sender, String text, String html, int n) throws MessagingException {
        MimeMessage message = sender.createMimeMessage();
        var helper = new MimeMessageHelper(message, true, "UTF-8");
        helper.setFrom("news@gaertnerei-blatt.example");
        helper.setTo("kunde" + n + "@firma.example");
        helper.setSubject("Vorname" + n + ", der Frühling ist da");
        helper.setText(
                text.replaceAll("\\{\\{ vorname[^}]*}}", "Vorname" + n),
                html.replaceAll("\\{\\{ vorname[^}]*}}", "Vorname" + n));
        sender.send(message);
    }
}
