package sendepostfach.delivery;

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
        return "stopped after " + refusals.refused() + " refusals for " + kind + " at " + refusals.sites() + " sites; "
                + refusals.accepted() + " of " + refusals.rows() + " sent";
    }
}
