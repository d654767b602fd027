package sendepostfach.access;

import java.util.List;

/** The log of what people did. Nothing is ever taken out of it. */
public interface AuditLog {
    void add(Deed deed);

    /** The latest deeds, the newest first. */
    List<Deed> latest(int most);
}
