package sendepostfach.smtp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

import jakarta.mail.AuthenticationFailedException;

import sendepostfach.campaign.Text;

/** Why a session did not come about, where the server has said nothing that tells. */
final class SessionTrouble {
    private final String english;
    private final List<Throwable> causes = new ArrayList<>();

    private SessionTrouble(String english) {
        this.english = english;
    }

    /**
     * For people.
     *
     * @param english as logs and the account have it, with host and port
     * @param where host and port
     * @param failed what was thrown
     * @param lacksStartTls whether the server offers no STARTTLS and the mailbox asks for it
     */
    static Text of(String english, String where, Throwable failed, boolean lacksStartTls) {
        var trouble = new SessionTrouble(english);
        for (Throwable each = failed; each != null && !trouble.causes.contains(each); each = each.getCause()) {
            trouble.causes.add(each);
        }
        String german = lacksStartTls
                ? "der Server bietet kein STARTTLS, das das Postfach verlangt (security: starttls); nichts wurde"
                        + " unverschlüsselt gesendet"
                : trouble.german();
        return new Text(trouble.english, where + ": " + german);
    }

    private boolean is(Class<? extends Throwable> kind) {
        return causes.stream().anyMatch(kind::isInstance);
    }

    private boolean says(String words) {
        return causes.stream()
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(words));
    }

    private String german() {
        if (is(CertificateExpiredException.class) || is(CertificateNotYetValidException.class)) {
            return "das Zertifikat des Servers ist abgelaufen oder noch nicht gültig";
        }
        if (is(CertPathBuilderException.class)) {
            return "das Zertifikat des Servers stammt von keiner Stelle, der dieser Rechner vertraut";
        }
        if (is(CertificateException.class)) {
            return says("No subject alternative") || says("No name matching")
                    ? "das Zertifikat des Servers gilt nicht für diesen Namen"
                    : "das Zertifikat des Servers wird nicht akzeptiert";
        }
        if (is(SSLException.class)) {
            return "die Verschlüsselung (TLS) kommt nicht zustande";
        }
        if (is(UnknownHostException.class)) {
            return "diesen Server gibt es im DNS nicht";
        }
        if (is(SocketTimeoutException.class) || says("timed out")) {
            return "der Server antwortet nicht rechtzeitig";
        }
        if (is(ConnectException.class)) {
            return "der Server nimmt keine Verbindung an";
        }
        if (is(NoRouteToHostException.class)) {
            return "zum Server führt kein Weg";
        }
        if (is(AuthenticationFailedException.class)) {
            return "der Server bietet kein Anmeldeverfahren, das dieses Programm beherrscht";
        }
        return is(IOException.class) ? "die Verbindung ist abgebrochen" : "die Sitzung kommt nicht zustande";
    }
}
