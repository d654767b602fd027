package sendepostfach.campaign;

/** What happens to a recipient of whom nobody can say whether the mail arrived. */
public enum UncertainPolicy {
    /** Hold it until an operator decides. */
    HOLD,
    /** Send it again, with the same Message-ID. */
    RESEND;

    /**
     * The policy by its name as job files write it.
     *
     * @throws IllegalArgumentException with the names that exist
     */
    public static UncertainPolicy of(String name) {
        return Names.parse(UncertainPolicy.class, name, "policy for uncertain recipients");
    }
}
