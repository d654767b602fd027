package sendepostfach.token;

/**
 * Which mail: the campaign by its random name, and the row of its list.
 *
 * @param campaign the campaign's uid: letters and digits
 * @param row the row's number in the list, from 1
 */
public record MailId(String campaign, int row) {
    public MailId {
        if (!campaign.matches("[a-z0-9]{1,20}")) {
            throw new IllegalArgumentException("not a campaign's uid: \"" + campaign + "\"");
        }
        if (row < 1) {
            throw new IllegalArgumentException("rows are numbered from 1: " + row);
        }
    }

    @Override
    public String toString() {
        return campaign + "." + row;
    }
}
