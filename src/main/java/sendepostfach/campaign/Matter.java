package sendepostfach.campaign;

/** Whose matter a reply is: what has to pause, stop or be given up because of it. */
public enum Matter {
    /** The sending account: its login, its quota, its reachability. */
    MAILBOX,
    /** The receiving provider or domain as a whole. */
    SITE,
    /** This one recipient. */
    RECIPIENT,
    /** The mail itself, whoever receives it. */
    MESSAGE;

    /**
     * The matter by its name as commands and files write it.
     *
     * @throws IllegalArgumentException with the names that exist
     */
    public static Matter of(String name) {
        return Names.parse(Matter.class, name, "matter");
    }

    @Override
    public String toString() {
        return Names.of(this);
    }
}
