package sendepostfach.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import sendepostfach.batch.NotCleared;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;

/** What a visitor is told when something is wrong with what was asked for. */
@ControllerAdvice
class Faults {
    private final Frame frame;

    Faults(Frame frame) {
        this.frame = frame;
    }

    @ExceptionHandler({InputFault.class, NotCleared.class, IllegalArgumentException.class})
    Object wrongInput(RuntimeException fault, HttpServletRequest request, HttpServletResponse response) {
        Text why = fault instanceof InputFault input ? input.text() : Text.same(String.valueOf(fault.getMessage()));
        return told(HttpStatus.UNPROCESSABLE_CONTENT, why, request, response);
    }

    @ExceptionHandler(NotThere.class)
    Object notThere(NotThere fault, HttpServletRequest request, HttpServletResponse response) {
        return told(HttpStatus.NOT_FOUND, fault.text(), request, response);
    }

    @ExceptionHandler(NoResourceFoundException.class)
    Object noSuchPage(NoResourceFoundException fault, HttpServletRequest request, HttpServletResponse response) {
        return told(
                HttpStatus.NOT_FOUND,
                new Text("there is no such page", "diese Seite gibt es nicht"),
                request,
                response);
    }

    /** No page or call takes this method or this kind of content. */
    @ExceptionHandler({
        HttpRequestMethodNotSupportedException.class,
        HttpMediaTypeNotSupportedException.class,
        HttpMediaTypeNotAcceptableException.class
    })
    Object notLikeThis(ServletException fault, HttpServletRequest request, HttpServletResponse response) {
        HttpStatus status = fault instanceof ErrorResponse known
                ? HttpStatus.valueOf(known.getStatusCode().value())
                : HttpStatus.BAD_REQUEST;
        return told(status, Text.same(String.valueOf(fault.getMessage())), request, response);
    }

    /** An upload that broke off, is no form, or is larger than any that is taken. */
    @ExceptionHandler(MultipartException.class)
    Object noUpload(MultipartException fault, HttpServletRequest request, HttpServletResponse response) {
        return fault instanceof MaxUploadSizeExceededException
                ? told(
                        HttpStatus.CONTENT_TOO_LARGE,
                        new Text(
                                "what was sent is larger than a list may be",
                                "was geschickt wurde, ist größer, als eine Liste sein darf"),
                        request,
                        response)
                : told(
                        HttpStatus.BAD_REQUEST,
                        new Text(
                                "what was sent is no whole form (multipart/form-data)",
                                "was geschickt wurde, ist kein ganzes Formular (multipart/form-data)"),
                        request,
                        response);
    }

    private Object told(HttpStatus status, Text why, HttpServletRequest request, HttpServletResponse response) {
        if (request.getRequestURI().startsWith("/api/")) {
            return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, why.english()))
                    .build();
        }
        boolean part = request.getHeader("HX-Request") != null;
        var page = new ModelAndView(part ? "parts :: fault" : "error");
        page.setStatus(part ? HttpStatus.OK : status);
        page.addObject("status", status.value());
        page.addObject("message", Spoken.words(why));
        var model = new org.springframework.validation.support.BindingAwareModelMap();
        frame.add(request, org.springframework.context.i18n.LocaleContextHolder.getLocale(), model);
        page.addAllObjects(model);
        return page;
    }
}
