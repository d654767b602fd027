package sendepostfach.reply;

import sendepostfach.campaign.Phase;

/**
 * Where in a session a reply is usually heard, for replies whose phase nobody noted.
 *
 * @param phase the phase
 * @param when the replies
 */
record PhaseRule(Phase phase, Condition when) {}
