package sendepostfach.batch;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Gives a step that was put off the exit code DEFERRED instead of a stack trace. */
final class DeferredExit implements StepExecutionListener {
    @Override
    public ExitStatus afterStep(StepExecution step) {
        return step.getFailureExceptions().stream()
                .filter(LaneDeferred.class::isInstance)
                .findFirst()
                .map(deferred -> new ExitStatus(LaneDeferred.EXIT_CODE, String.valueOf(deferred.getMessage())))
                .orElse(step.getExitStatus());
    }
}
