package sendepostfach.delivery;

import java.util.Locale;

import sendepostfach.campaign.ReplyKind;

/** When many receivers refuse the mail itself, the mail is at fault, not its recipients. */
final class MessageFault {
    private static final int REFUSALS = 5;
    private static final int SITES = 3;
    private static final int ONE_IN = 10;

    private MessageFault() {}

    static boolean isAtFault(DeliveryLedger.MessageRefusals refusals) {
        return refusals.refused() >= REFUSALS
                && refusals.sites() >= Math.min(SITES, refusals.sitesInAll())
                && refusals.refused() * ONE_IN >= refusals.accepted();
    }

    static String reason(ReplyKind kind, DeliveryLedger.MessageRefusals refusals) {
        return String.format(
                Locale.ROOT,
                "stopped after %d refusals for %s at %d sites; %,d of %,d sent",
                refusals.refused(),
                what(kind),
                refusals.sites(),
                refusals.accepted(),
                refusals.rows());
    }

    private static String what(ReplyKind kind) {
        return kind == ReplyKind.MESSAGE_CONTENT
                ? "content"
                : kind == ReplyKind.MESSAGE_TOO_BIG ? "size" : kind.toString();
    }
}
