package sendepostfach.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Problem details (RFC 9457) for programs that are not let in. */
final class Problems {
    private Problems() {}

    /** Nobody knows who asks. */
    static final class Unknown implements AuthenticationEntryPoint {
        @Override
        public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException fault)
                throws IOException {
            response.setHeader("WWW-Authenticate", "Bearer");
            write(response, 401, "Unauthorized", "show a valid token in the header Authorization: Bearer ...");
        }
    }

    /** The token's owner may not do this. */
    static final class Forbidden implements AccessDeniedHandler {
        @Override
        public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException fault)
                throws IOException {
            write(response, 403, "Forbidden", "the role of the token's owner does not allow this");
        }
    }

    private static void write(HttpServletResponse response, int status, String title, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter()
                .write("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                        + detail + "\"}");
    }
}
