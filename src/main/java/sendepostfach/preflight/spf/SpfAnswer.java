package sendepostfach.preflight.spf;

import sendepostfach.campaign.Text;

/**
 * What SPF says.
 *
 * @param result the result
 * @param mechanism the term that decided it, as it stands in the record; empty where none did
 * @param lookups how many terms were met that cause DNS look-ups (at most 10, RFC 7208, section 4.6.4)
 * @param explanation what the domain says to those that it refuses (exp=), as ASCII; empty where it says nothing
 * @param record the domain's record; empty where there is none, or not one
 * @param reason why, for people
 */
public record SpfAnswer(
        SpfResult result, String mechanism, int lookups, String explanation, String record, Text reason) {}
