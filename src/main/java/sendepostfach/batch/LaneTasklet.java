package sendepostfach.batch;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

import sendepostfach.delivery.DeliveryLedger;
import sendepostfach.delivery.LaneOrders;
import sendepostfach.delivery.LaneResult;
import sendepostfach.delivery.LaneRun;
import sendepostfach.delivery.SitePresence;
import sendepostfach.delivery.Sleeper;
import sendepostfach.delivery.Turn;
import sendepostfach.pacing.MailboxRests;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.Quota;
import sendepostfach.reply.ReplyTable;
import sendepostfach.token.Tokens;

/**
 * The step that delivers a lane. It runs outside any transaction of Spring Batch: a mail cannot be rolled back, so each claim
 * and each outcome is a short transaction of its own.
 */
final class LaneTasklet implements Tasklet {
    private final CampaignLoader loader;
    private final Parts parts;

    /** What lanes are run with, by every lane alike. */
    record Parts(
            DeliveryLedger ledger,
            Quota quota,
            PaceLedger paces,
            MailboxRests rests,
            SitePresence presence,
            MailServers servers,
            ReplyTable replies,
            Tokens tokens,
            Executor executor,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random,
            String process,
            BooleanSupplier stopping,
            Duration lease) {}

    LaneTasklet(CampaignLoader loader, Parts parts) {
        this.loader = loader;
        this.parts = parts;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws InterruptedException {
        var lane = LaneKey.of(contribution.getStepExecution().getJobParameters());
        LaneResult result = OutsideTransaction.call(() -> run(lane));
        if (result instanceof LaneResult.Deferred deferred) {
            throw new LaneDeferred(
                    "next run " + deferred.nextRun() + (deferred.reason().isEmpty() ? "" : ": ") + deferred.reason());
        }
        if (result instanceof LaneResult.Halted halted) {
            throw new LaneDeferred("waits for an operator: " + halted.reason());
        }
        if (result instanceof LaneResult.Busy) {
            throw new LaneDeferred("another run holds this lane");
        }
        return RepeatStatus.FINISHED;
    }

    private LaneResult run(LaneKey lane) throws InterruptedException {
        LoadedCampaign loaded = loader.load(lane.campaign());
        var orders = new LaneOrders(
                loaded.mailbox().name(),
                loaded.mailbox().connections(),
                loaded.mailbox().limits(),
                loaded::rules,
                loaded.pace(),
                loaded.campaign().retry(),
                loaded.campaign().window(),
                loaded.campaign().hours(),
                loaded.campaign().uncertain(),
                loaded.entry().opensAt(),
                loaded.refusals());
        var mails = new CampaignMails(loaded, loaded.entry().header(), parts.tokens(), parts.clock());
        var turn = new Turn.Parts(
                mails,
                parts.servers().open(loaded.mailbox()),
                reply -> loaded.verdict(parts.replies().verdict(reply)),
                parts.random());
        return new LaneRun(
                        parts.ledger(),
                        parts.quota(),
                        parts.paces(),
                        parts.rests(),
                        parts.presence(),
                        orders,
                        turn,
                        parts.executor(),
                        parts.clock(),
                        parts.sleeper(),
                        parts.stopping(),
                        parts.lease())
                .run(lane.campaign(), lane.lane(), parts.process());
    }
}
