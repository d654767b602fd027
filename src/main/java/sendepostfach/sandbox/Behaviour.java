package sendepostfach.sandbox;

import java.util.Optional;

import sendepostfach.campaign.Phase;

/** One trait of a practice provider; a provider asks its traits in turn, and the first answer counts. */
sealed interface Behaviour permits Break, ContentRefusal, Greylisting, Only, RateLimit, Refusal, SizeRefusal, Slow {
    /** What it does in this phase about this attempt; empty: nothing. Several sessions ask at once. */
    Optional<SmtpAnswer> at(Phase phase, Attempt attempt);
}
