package sendepostfach.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the ledger says in the end, beside what the server has counted.
 *
 * @param recipients how many there are
 * @param states how many recipients are in which state
 * @param lost recipients that the ledger does not have, has undecided, or has as accepted though the server never got them
 * @param twice recipients of whom the server got several copies
 * @param uncertainWithoutEvidence uncertain recipients without a time and a reason in the ledger
 * @param faults what does not add up, in words
 */
record Books(
        int recipients,
        Map<String, Integer> states,
        List<String> lost,
        List<String> twice,
        List<String> uncertainWithoutEvidence,
        List<String> faults) {
    static Books of(Workshop workshop, CountingServer server) throws SQLException {
        var states = new HashMap<String, String>();
        var faults = new ArrayList<String>();
        var bare = new ArrayList<String>();
        try (Connection connection = connect(workshop);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT r.address, r.state, (SELECT COUNT(*) FROM attempt a"
                    + " WHERE a.campaign_id = r.campaign_id AND a.row_no = r.row_no) AS attempts FROM recipient r")) {
                while (rows.next()) {
                    states.put(rows.getString(1), rows.getString(2));
                    if (rows.getString(2).equals("UNCERTAIN") && rows.getInt(3) == 0) {
                        bare.add(rows.getString(1));
                    }
                }
            }
            checkSums(statement, workshop, states, faults);
        }
        Map<String, Integer> copies = server.byRecipient();
        var lost = new ArrayList<String>();
        var counts = new TreeMap<String, Integer>();
        for (int row = 1; row <= workshop.recipients(); row++) {
            String address = Workshop.address(row);
            String state = states.getOrDefault(address, "MISSING");
            counts.merge(state, 1, Integer::sum);
            boolean told = state.equals("UNCERTAIN") || (state.equals("ACCEPTED") && copies.containsKey(address));
            if (!told) {
                lost.add(address + " " + state);
            }
        }
        List<String> twice = copies.entrySet().stream()
                .filter(each -> each.getValue() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        server.withSeveralMessageIds().forEach(each -> faults.add(each + " got copies with different Message-IDs"));
        return new Books(workshop.recipients(), counts, lost, twice, bare, faults);
    }

    private static void checkSums(
            Statement statement, Workshop workshop, Map<String, String> states, List<String> faults)
            throws SQLException {
        var byRow = new TreeMap<String, Integer>();
        states.values().forEach(state -> byRow.merge(state, 1, Integer::sum));
        var byTally = new TreeMap<String, Integer>();
        try (ResultSet rows = statement.executeQuery("SELECT state, SUM(n) FROM tally GROUP BY state")) {
            while (rows.next()) {
                if (rows.getInt(2) != 0) {
                    byTally.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        if (!byRow.equals(byTally)) {
            faults.add("the tally says " + byTally + ", the rows say " + byRow);
        }
        try (ResultSet campaign = statement.executeQuery("SELECT state, reason, file_rows FROM campaign")) {
            if (!campaign.next() || !campaign.getString(1).equals("SETTLED")) {
                faults.add("the campaign is not settled: " + campaign.getString(1) + " " + campaign.getString(2));
            } else if (campaign.getInt(3) != workshop.recipients()) {
                faults.add("the list has " + workshop.recipients() + " rows, the ledger has " + campaign.getInt(3));
            }
        }
    }

    /** Whether a statement's first number, 0 where there is none yet, is at least so much. */
    static int number(Workshop workshop, String sql) {
        try (Connection connection = connect(workshop);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        } catch (SQLException notYet) {
            return 0;
        }
    }

    private static Connection connect(Workshop workshop) throws SQLException {
        if (workshop.database() != null) {
            return workshop.database().connect();
        }
        return DriverManager.getConnection(
                "jdbc:h2:" + workshop.data().toAbsolutePath()
                        + "/ledger;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;AUTO_SERVER=TRUE"
                        + ";IFEXISTS=TRUE",
                "sa",
                "");
    }

    int uncertain() {
        return states.getOrDefault("UNCERTAIN", 0);
    }

    /** What is wrong, given how many may be uncertain; empty where all is well. */
    List<String> complaints(int mostUncertain) {
        var all = new ArrayList<String>(faults);
        if (!lost.isEmpty()) {
            all.add(lost.size() + " lost: " + some(lost));
        }
        if (!twice.isEmpty()) {
            all.add(twice.size() + " sent twice: " + some(twice));
        }
        if (uncertain() > mostUncertain) {
            all.add(uncertain() + " uncertain, at most " + mostUncertain + " may be");
        }
        if (!uncertainWithoutEvidence.isEmpty()) {
            all.add("uncertain without evidence: " + some(uncertainWithoutEvidence));
        }
        return all;
    }

    private static String some(List<String> all) {
        return String.join(", ", all.subList(0, Math.min(10, all.size())));
    }

    @Override
    public String toString() {
        return String.format(
                "recipients %d, lost %d, sent twice without leave %d, uncertain %d, sums %s; %s",
                recipients, lost.size(), twice.size(), uncertain(), faults.isEmpty() ? "agree" : "disagree", states);
    }
}
