package sendepostfach.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import sendepostfach.batch.NotCleared;
import sendepostfach.campaign.InputFault;

/** What programs are told when something is wrong: problem details (RFC 9457), never a secret or a stack trace. */
@RestControllerAdvice(assignableTypes = {Api.class, ApiCreation.class, ApiMore.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiFaults extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiFaults.class);

    @ExceptionHandler({InputFault.class, NotCleared.class, IllegalArgumentException.class})
    ResponseEntity<ProblemDetail> wrongInput(RuntimeException fault) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(fault.getMessage()));
    }

    @ExceptionHandler(NotThere.class)
    ResponseEntity<ProblemDetail> notThere(NotThere fault) {
        return problem(HttpStatus.NOT_FOUND, String.valueOf(fault.getMessage()));
    }

    @ExceptionHandler(RuntimeException.class)
    ResponseEntity<ProblemDetail> unexpected(RuntimeException fault) {
        LOG.error("a request of a program failed", fault);
        return problem(HttpStatus.INTERNAL_SERVER_ERROR, "this is not the program's fault; the log says more");
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
