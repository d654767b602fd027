package sendepostfach.reply;

import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Verdict;

/**
 * A verdict with its reason.
 *
 * @param reply the reply that is explained
 * @param verdict what it means, with advice in the language asked for
 * @param rule the name of the rule of the table that says so
 * @param byCodeAlone whether that rule looked at no word of the reply and at no enhanced code
 */
public record Explanation(Reply reply, Verdict verdict, String rule, boolean byCodeAlone) {}
