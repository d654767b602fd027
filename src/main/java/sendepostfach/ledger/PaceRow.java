package sendepostfach.ledger;

import static sendepostfach.ledger.Database.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Limit;
import sendepostfach.pacing.SiteCrowd;
import sendepostfach.pacing.SitePace;
import sendepostfach.pacing.SiteRest;
import sendepostfach.pacing.SiteSpeed;

/**
 * A row of {@code site_pace}.
 *
 * @param pace what was learned
 * @param next the first turn that no lane has been given
 */
record PaceRow(SitePace pace, Instant next) {
    static final PaceRow FRESH = new PaceRow(SitePace.FRESH, Instant.EPOCH);

    private static final List<String> LEARNED = List.of(
            "rate",
            "proven",
            "too_fast",
            "too_fast_at",
            "watched_since",
            "watched",
            "rested",
            "crowd",
            "too_many",
            "too_many_at",
            "clean",
            "strikes",
            "suspended_until",
            "reason",
            "fixed_rate",
            "next_turn");
    private static final String VALUES = "INTO site_pace (mailbox, site, " + String.join(", ", LEARNED)
            + ") VALUES (?, ?, " + Database.marks(LEARNED.size()) + ")";
    static final String INSERT_IGNORE = "INSERT IGNORE " + VALUES;
    static final String UPSERT = "INSERT " + VALUES + " ON DUPLICATE KEY UPDATE "
            + LEARNED.stream()
                    .map(column -> column + " = VALUES(" + column + ")")
                    .collect(Collectors.joining(", "));

    static PaceRow read(ResultSet row) throws SQLException {
        var speed = new SiteSpeed(
                row.getDouble("rate"),
                row.getDouble("proven"),
                row.getDouble("too_fast"),
                Instant.ofEpochMilli(row.getLong("too_fast_at")),
                Instant.ofEpochMilli(row.getLong("watched_since")),
                row.getInt("watched"),
                row.getBoolean("rested"));
        var crowd = new SiteCrowd(
                row.getInt("crowd"),
                row.getInt("too_many"),
                Instant.ofEpochMilli(row.getLong("too_many_at")),
                row.getInt("clean"));
        var rest = new SiteRest(
                row.getInt("strikes"),
                time(row, "suspended_until").orElse(Instant.EPOCH),
                Optional.ofNullable(row.getString("reason")));
        Optional<Limit> fixed = Optional.ofNullable(row.getString("fixed_rate")).map(Limit::parse);
        return new PaceRow(
                new SitePace(speed, crowd, rest, fixed),
                Instant.EPOCH.plus(row.getLong("next_turn"), ChronoUnit.MICROS));
    }

    @Nullable
    Object[] values(String mailbox, String site) {
        SiteSpeed speed = pace.speed();
        SiteCrowd crowd = pace.crowd();
        SiteRest rest = pace.rest();
        return new @Nullable Object[] {
            mailbox,
            site,
            speed.rate(),
            speed.proven(),
            speed.tooFast(),
            speed.tooFastAt().toEpochMilli(),
            speed.since().toEpochMilli(),
            speed.count(),
            speed.rested(),
            crowd.most(),
            crowd.tooMany(),
            crowd.tooManyAt().toEpochMilli(),
            crowd.clean(),
            rest.strikes(),
            rest.until().toEpochMilli(),
            rest.reason().map(reason -> Database.cut(reason, 1000)).orElse(null),
            pace.fixed().map(Limit::toString).orElse(null),
            ChronoUnit.MICROS.between(Instant.EPOCH, next)
        };
    }
}
