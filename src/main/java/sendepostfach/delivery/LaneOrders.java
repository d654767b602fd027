package sendepostfach.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.pacing.PaceSettings;

/**
 * What a lane's run has to keep to.
 *
 * @param mailbox the mailbox's name, which its limits and learned rates belong to
 * @param connections how many connections the mailbox allows
 * @param limits what the mailbox may do
 * @param rules what each site likes
 * @param pace how pacing reacts to trouble
 * @param retry when a deferred recipient is tried again
 * @param window how long a recipient's delivery may take
 * @param hours when mail may leave
 * @param uncertain what happens to uncertain recipients
 * @param opens when the campaign's first mail may leave
 * @param refusals how refusals speak against addresses for other campaigns; empty where they do not
 */
public record LaneOrders(
        String mailbox,
        int connections,
        List<Limit> limits,
        Function<String, SiteRules> rules,
        PaceSettings pace,
        RetrySchedule retry,
        Duration window,
        SendingHours hours,
        UncertainPolicy uncertain,
        Instant opens,
        Optional<SoftBounces> refusals) {}
