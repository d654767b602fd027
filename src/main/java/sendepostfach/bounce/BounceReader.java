package sendepostfach.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads returned mails: delivery reports by the standards (RFC 3464, RFC 6533) and without any, feedback reports (RFC 5965),
 * receipts and auto-replies. Any bytes can be read, in bounded memory and time; what cannot be understood is a mail that says
 * nothing. Has no state, so that all threads may share it.
 */
public final class BounceReader {
    /** Mails passed on within mails that are opened to find a report. */
    private static final int WRAPPINGS = 5;

    private final BounceWords words = BounceWords.standard();

    /** Reads one mail to its end. */
    public Returned read(InputStream mail) throws IOException {
        byte[] start = mail.readNBytes(Bounds.MESSAGE);
        mail.skip(Long.MAX_VALUE);
        return read(start);
    }

    /** Reads one mail. */
    public Returned read(byte[] mail) {
        int length = Math.min(mail.length, Bounds.MESSAGE);
        String text = new String(mail, 0, length, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        return look(PartReader.read(text.replace('\r', '\n').replace('\0', ' ')), 0);
    }

    private Returned look(Part part, int wrapped) {
        Anatomy mail = Anatomy.of(part);
        Story story = Story.of(mail.story(), words);
        var signals = new Signals(mail, story, words);
        List<StatusReport> statuses =
                mail.statuses().stream().map(StatusReport::read).toList();
        var traces = new Traces(mail, story, statuses);
        List<Finding> findings = findings(mail, story, signals, statuses, traces);
        if (findings.isEmpty() && wrapped < WRAPPINGS) {
            Optional<Returned> inside = wrappedReport(mail, wrapped);
            if (inside.isPresent()) {
                return inside.get();
            }
        }
        if (findings.isEmpty()) {
            findings = List.of(Finding.of(FindingType.NONE, Optional.empty()));
        }
        return new Returned(findings, traces.trace());
    }

    private List<Finding> findings(
            Anatomy mail, Story story, Signals signals, List<StatusReport> statuses, Traces traces) {
        if (!mail.feedbacks().isEmpty() || signals.isComplaint()) {
            return Complaints.read(mail, traces);
        }
        var reports = new DeliveryReports(mail, story, signals, traces, words);
        if (mail.isReceipt()) {
            List<Finding> rejected = signals.isRejection()
                    ? reports.byStandard(
                            mail.receipts().stream().map(StatusReport::read).toList())
                    : List.of();
            return rejected.isEmpty() ? List.of(Finding.of(FindingType.AUTO_REPLY, traces.writer())) : rejected;
        }
        List<Finding> byStandard = reports.byStandard(statuses);
        if (!byStandard.isEmpty()) {
            return byStandard;
        }
        if (signals.isAutoReply()) {
            return List.of(Finding.of(FindingType.AUTO_REPLY, traces.writer()));
        }
        return signals.isReport() ? reports.byWords() : List.of();
    }

    /** The reports among the mails that this one passes on: a report's own returned mail never comes here. */
    private Optional<Returned> wrappedReport(Anatomy mail, int wrapped) {
        var findings = new ArrayList<Finding>();
        Optional<Trace> trace = Optional.empty();
        for (Part inside : mail.returned()) {
            Returned returned = look(inside, wrapped + 1);
            if (returned.isReport() && findings.size() < Bounds.RECIPIENTS) {
                findings.addAll(returned.findings());
                trace = trace.or(() -> Optional.of(returned.trace()));
            }
        }
        return trace.map(found -> new Returned(findings, found));
    }
}
