package sendepostfach.preflight.check;

import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Mailbox;

/** The mailbox that the checks' tests send through. */
final class ProviderMailbox {
    private ProviderMailbox() {}

    /** At a provider whose mail leaves from these hosts, if they are said. */
    static Mailbox leavingFrom(String... hosts) {
        return at("smtp.provider.example", hosts);
    }

    static Mailbox at(String host, String... leavingFrom) {
        return new Mailbox(
                "haupt",
                Mailbox.Kind.SMTP,
                host,
                587,
                Mailbox.Security.STARTTLS,
                Optional.empty(),
                1,
                1,
                List.of(),
                Optional.empty(),
                List.of(leavingFrom),
                Optional.empty());
    }
}
