package sendepostfach.web;

/** Names of campaigns as people type them. */
final class CampaignName {
    private CampaignName() {}

    static boolean isGood(String name) {
        return name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}");
    }
}
