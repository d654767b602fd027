package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import sendepostfach.access.Deed;
import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.RecipientState;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Field;
import sendepostfach.report.Causes;
import sendepostfach.report.ExecutionLog;
import sendepostfach.report.Pulses;
import sendepostfach.report.Timetable;

/** What the web application keeps and asks for, the same on both databases. */
class WebLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    /** A test with a fresh ledger. */
    private interface With {
        void run(TestLedger ledger) throws Exception;
    }

    private static Stream<DynamicTest> onBoth(With test) {
        return Stream.of(
                DynamicTest.dynamicTest("H2", () -> {
                    try (TestLedger ledger = TestLedger.onH2()) {
                        test.run(ledger);
                    }
                }),
                DynamicTest.dynamicTest("MySQL", () -> {
                    try (TestLedger ledger = TestLedger.onMySql()) {
                        test.run(ledger);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> peopleAreToldApartWithoutRegardToCase() {
        return onBoth(ledger -> {
            var people = new JdbcPeople(ledger.database);
            Person anna = people.add("Anna", Role.MARKETER, "hash", NOW);
            assertThat(people.find(" ANNA ")).contains(anna);
            assertThat(people.passwordHash(anna.id())).contains("hash");
            assertThatThrownBy(() -> people.add("anna", Role.ADMIN, "x", NOW))
                    .isInstanceOf(InputFault.class)
                    .hasMessageContaining("already");
            assertThat(people.change(anna.id(), Role.OPERATOR, false)).isTrue();
            assertThat(people.get(anna.id()).orElseThrow().role()).isEqualTo(Role.OPERATOR);
            assertThat(people.all()).hasSize(1);
        });
    }

    @TestFactory
    Stream<DynamicTest> whoComesFromAProviderIsToldByTheSubjectAndHasNoPassword() {
        return onBoth(ledger -> {
            var people = new JdbcPeople(ledger.database);
            people.add("anna", Role.ADMIN, "hash", NOW);
            Person berta = people.addWithSubject("Berta", Role.MARKETER, "https://login.example u1", NOW);
            assertThat(people.withSubject("https://login.example u1")).contains(berta);
            assertThat(people.withSubject("https://login.example u2")).isEmpty();
            assertThat(people.find("berta")).contains(berta);
            assertThat(people.passwordHash(berta.id())).isEmpty();
            assertThatThrownBy(() -> people.addWithSubject("Anna", Role.MARKETER, "https://login.example u3", NOW))
                    .isInstanceOf(InputFault.class);
        });
    }

    @TestFactory
    Stream<DynamicTest> aTokenIsGoodUntilItExpiresOrItsOwnerIsLocked() {
        return onBoth(ledger -> {
            var people = new JdbcPeople(ledger.database);
            Person anna = people.add("anna", Role.OPERATOR, "hash", NOW);
            people.add(anna.id(), "cron", "abc", NOW, NOW.plusSeconds(60));
            assertThat(people.owner("abc", NOW)).contains(anna);
            assertThat(people.owner("abcd", NOW)).isEmpty();
            assertThat(people.owner("abc", NOW.plusSeconds(60))).isEmpty();
            people.change(anna.id(), Role.OPERATOR, false);
            assertThat(people.owner("abc", NOW)).isEmpty();
            long token = people.of(anna.id()).get(0).id();
            assertThat(people.revoke(anna.id() + 1, token)).isFalse();
            assertThat(people.revoke(anna.id(), token)).isTrue();
            assertThat(people.of(anna.id())).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> theLogKeepsTheLatestFirst() {
        return onBoth(ledger -> {
            var log = new JdbcAuditLog(ledger.database);
            log.add(new Deed(NOW, "anna", "login", "anna", "x".repeat(900)));
            log.add(new Deed(NOW, "anna", "campaign.pause", "probe", ""));
            assertThat(log.latest(10)).extracting(Deed::action).containsExactly("campaign.pause", "login");
            assertThat(log.latest(1)).hasSize(1);
        });
    }

    @TestFactory
    Stream<DynamicTest> aKeyIsTakenOnce() {
        return onBoth(ledger -> {
            var answers = new JdbcAnswers(ledger.database);
            assertThat(answers.begin("anna", "k", "f", NOW)).isEmpty();
            assertThat(answers.begin("anna", "k", "f", NOW).orElseThrow().answer())
                    .isEmpty();
            answers.forget("anna", "k");
            assertThat(answers.begin("anna", "k", "f", NOW)).isEmpty();
            answers.answered("anna", "k", "done");
            answers.forget("anna", "k");
            assertThat(answers.begin("anna", "k", "g", NOW).orElseThrow().answer())
                    .contains("done");
            assertThat(answers.begin("bernd", "k", "g", NOW)).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> aDraftBecomesACampaignOnce() {
        return onBoth(ledger -> {
            var drafts = new JdbcDrafts(ledger.database);
            var draft = new Draft("abcdef", "anna", Map.of(Field.SUBJECT, "Grüße 🌷"), Optional.empty(), NOW, NOW);
            drafts.add(draft);
            drafts.save(draft.with(Map.of(Field.TEXT, "Hallo"), NOW.plusSeconds(1)));
            Draft read = drafts.find("abcdef").orElseThrow();
            assertThat(read.get(Field.SUBJECT)).isEqualTo("Grüße 🌷");
            assertThat(read.get(Field.TEXT)).isEqualTo("Hallo");
            assertThat(drafts.open()).containsExactly(read);
            assertThat(drafts.became("abcdef", 7, NOW)).isTrue();
            assertThat(drafts.became("abcdef", 8, NOW)).isFalse();
            assertThat(drafts.open()).isEmpty();
            assertThat(drafts.handedOver())
                    .extracting(each -> each.campaign().orElseThrow())
                    .containsExactly(7L);
            drafts.delete("abcdef");
            assertThat(drafts.find("abcdef")).isPresent();
        });
    }

    @TestFactory
    Stream<DynamicTest> recipientsAreFoundWithTheirAttemptsAndCauses() {
        return onBoth(ledger -> {
            CampaignEntry campaign = ledger.running(Map.of("gmx.example", 3), NOW);
            var tracing = new JdbcTracing(ledger.database);
            assertThat(tracing.withAddress(Address.of("K1@GMX.example")))
                    .extracting(found -> found.row())
                    .containsExactly(2);
            ledger.database.jdbc.update(
                    "UPDATE recipient SET state = 'DEFERRED', kind = 'transient', due_at = ?, first_try_at = ?"
                            + " WHERE campaign_id = ? AND row_no = 2",
                    NOW.plusSeconds(60).toEpochMilli(),
                    NOW.toEpochMilli(),
                    campaign.id());
            ledger.database.jdbc.update("INSERT INTO tally VALUES (?, 1, 'DEFERRED', 1)", campaign.id());
            ledger.database.jdbc.update(
                    "INSERT INTO attempt (campaign_id, row_no, at, phase, code, kind, matter, reply)"
                            + " VALUES (?, 2, ?, 'rcpt', 450, 'transient', 'recipient', '450 try later')",
                    campaign.id(),
                    NOW.toEpochMilli());
            assertThat(tracing.attempts(campaign.id(), 2))
                    .extracting(attempt -> attempt.reply())
                    .containsExactly("450 try later");
            assertThat(tracing.dueAt(campaign.id(), 2)).contains(NOW.plusSeconds(60));
            List<Causes.Cause> causes = tracing.of(campaign.id());
            assertThat(causes).hasSize(1);
            assertThat(causes.get(0).recipients()).isEqualTo(1);
            assertThat(causes.get(0).reply()).contains("450 try later");
            assertThat(causes.get(0).firstTry()).contains(NOW);
            assertThat(tracing.inState(
                            campaign.id(),
                            RecipientState.DEFERRED,
                            Optional.of("transient"),
                            Optional.of(causes.get(0).lane()),
                            1,
                            10))
                    .hasSize(1);
            ledger.database.jdbc.update(
                    "INSERT INTO rejected_row (campaign_id, row_no, line_no, reason, detail, raw)"
                            + " VALUES (?, 9, 10, 'malformed-address', 'x', 'Dora;100%_Dora;')",
                    campaign.id());
            assertThat(tracing.rejectedWith("0%_d", 5)).hasSize(1);
            assertThat(tracing.rejectedWith("0_d", 5)).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> thoseWhoWaitAreListedInTheOrderInWhichTheyAreDue() {
        return onBoth(ledger -> {
            CampaignEntry campaign = ledger.running(Map.of("gmx.example", 5, "web.example", 5), NOW);
            var tracing = new JdbcTracing(ledger.database);
            assertThat(waiting(tracing, campaign, 1, 100)).hasSize(10).isSorted();
            assertThat(waiting(tracing, campaign, 4, 3)).containsExactly(4, 5, 6);
            // one is put off with its site, one has the mail
            ledger.database.jdbc.update(
                    "UPDATE recipient SET due_at = due_at + 5000 WHERE campaign_id = ? AND row_no = 2", campaign.id());
            ledger.database.jdbc.update(
                    "UPDATE recipient SET state = 'ACCEPTED', due_at = NULL WHERE campaign_id = ? AND row_no = 4",
                    campaign.id());
            assertThat(waiting(tracing, campaign, 1, 100)).containsExactly(1, 3, 5, 6, 7, 8, 9, 10, 2);
            assertThat(waiting(tracing, campaign, 1, 3)).containsExactly(1, 3, 5);
            assertThat(waiting(tracing, campaign, 6, 4)).containsExactly(6, 7, 8, 9);
            assertThat(waiting(tracing, campaign, 10, 4)).containsExactly(10, 2);
            assertThat(waiting(tracing, campaign, 2, 4)).containsExactly(2);
            // from a row that is through meanwhile
            assertThat(waiting(tracing, campaign, 4, 3)).containsExactly(5, 6, 7);
            assertThat(tracing.inState(
                            campaign.id(), RecipientState.DELIVERED, Optional.empty(), Optional.empty(), 1, 9))
                    .isEmpty();
        });
    }

    private static List<Integer> waiting(JdbcTracing tracing, CampaignEntry campaign, int from, int most) {
        return tracing
                .inState(campaign.id(), RecipientState.QUEUED, Optional.empty(), Optional.empty(), from, most)
                .stream()
                .map(found -> found.row())
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> totalsAddUpTheTallyOfEveryCampaign() {
        return onBoth(ledger -> {
            CampaignEntry one = ledger.running(Map.of("gmx.example", 3, "web.example", 4), NOW);
            assertThat(new JdbcCampaigns(ledger.database).totals())
                    .isEqualTo(Map.of(one.id(), Map.of(RecipientState.QUEUED, 7)));
        });
    }

    @TestFactory
    Stream<DynamicTest> theLastExecutionOfEachInstanceIsShown() {
        return onBoth(ledger -> {
            var log = new JdbcExecutionLog(ledger.database);
            assertThat(log.latest(5)).isEmpty();
            execution(ledger, 1, 11, "import", "FAILED", NOW, Map.of("campaign", "3"));
            execution(ledger, 2, 12, "deliver", "FAILED", NOW.plusSeconds(1), Map.of("campaign", "3", "lane", "2"));
            execution(ledger, 2, 13, "deliver", "STARTED", NOW.plusSeconds(9), Map.of("campaign", "3", "lane", "2"));
            execution(ledger, 3, 14, "deliver", "COMPLETED", NOW.plusSeconds(5), Map.of("campaign", "3", "lane", "1"));
            ledger.database.jdbc.update(
                    "INSERT INTO BATCH_STEP_EXECUTION (STEP_EXECUTION_ID, VERSION, STEP_NAME, JOB_EXECUTION_ID, CREATE_TIME,"
                            + " STATUS, READ_COUNT, WRITE_COUNT, EXIT_CODE, EXIT_MESSAGE)"
                            + " VALUES (1, 1, 'read', 11, ?, 'FAILED', 70, 60, 'FAILED', ?)",
                    java.sql.Timestamp.from(NOW),
                    "sendepostfach.campaign.InputFault: the list is not there\n\tat x.Y");
            assertThat(log.latest(5)).extracting(each -> each.id()).containsExactly(13L, 14L, 11L);
            assertThat(log.latest(1)).extracting(each -> each.id()).containsExactly(14L, 11L);
            ExecutionLog.Execution failed = log.find(11).orElseThrow();
            assertThat(failed.message()).isEqualTo("the list is not there");
            assertThat(failed.began()).contains(NOW);
            assertThat(failed.ended()).isEmpty();
            assertThat(failed.steps()).containsExactly(new ExecutionLog.Step("read", "FAILED", "FAILED", 70, 60));
            assertThat(failed.canRestart()).isTrue();
            assertThat(failed.canStop()).isFalse();
            ExecutionLog.Execution running = log.find(13).orElseThrow();
            assertThat(running.parameters()).isEqualTo("campaign=3 lane=2");
            assertThat(running.lane()).contains(2);
            assertThat(running.canStop()).isTrue();
            assertThat(running.canRestart()).isFalse();
            assertThat(log.find(99)).isEmpty();
        });
    }

    private static void execution(
            TestLedger ledger,
            long instance,
            long id,
            String job,
            String status,
            Instant began,
            Map<String, String> with) {
        var jdbc = ledger.database.jdbc;
        jdbc.update(
                "INSERT IGNORE INTO BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, VERSION, JOB_NAME, JOB_KEY) VALUES (?, 0, ?, ?)",
                instance,
                job,
                "key" + instance);
        jdbc.update(
                "INSERT INTO BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID, CREATE_TIME, START_TIME, STATUS)"
                        + " VALUES (?, 1, ?, ?, ?, ?)",
                id,
                instance,
                java.sql.Timestamp.from(began),
                java.sql.Timestamp.from(began),
                status);
        with.forEach((name, value) -> jdbc.update(
                "INSERT INTO BATCH_JOB_EXECUTION_PARAMS VALUES (?, ?, 'java.lang.Long', ?, 'Y')", id, name, value));
    }

    @TestFactory
    Stream<DynamicTest> whatTheSchedulerStartsNextComesInOrder() {
        return onBoth(ledger -> {
            var jdbc = ledger.database.jdbc;
            jdbc.update(
                    "INSERT INTO QRTZ_JOB_DETAILS (SCHED_NAME, JOB_NAME, JOB_GROUP, JOB_CLASS_NAME, IS_DURABLE,"
                            + " IS_NONCONCURRENT, IS_UPDATE_DATA, REQUESTS_RECOVERY) VALUES ('s', 'j', 'g', 'c', ?, ?, ?, ?)",
                    true,
                    true,
                    true,
                    true);
            for (int i = 3; i > 0; i--) {
                jdbc.update(
                        "INSERT INTO QRTZ_TRIGGERS (SCHED_NAME, TRIGGER_NAME, TRIGGER_GROUP, JOB_NAME, JOB_GROUP,"
                                + " NEXT_FIRE_TIME, TRIGGER_STATE, TRIGGER_TYPE, START_TIME)"
                                + " VALUES ('s', ?, 'lane', 'j', 'g', ?, 'WAITING', 'SIMPLE', 1)",
                        "3/" + i,
                        i == 3 ? -1 : NOW.plusSeconds(i).toEpochMilli());
            }
            assertThat(new JdbcExecutionLog(ledger.database).next(9))
                    .containsExactly(
                            new Timetable.Firing("lane", "3/1", NOW.plusSeconds(1)),
                            new Timetable.Firing("lane", "3/2", NOW.plusSeconds(2)));
            assertThat(new JdbcExecutionLog(ledger.database).next(1)).hasSize(1);
        });
    }

    @TestFactory
    Stream<DynamicTest> theCourseHasOneCountATime() {
        return onBoth(ledger -> {
            var pulses = new JdbcTracing(ledger.database);
            pulses.add(1, new Pulses.Pulse(NOW, 5, 1, 0));
            pulses.add(1, new Pulses.Pulse(NOW, 6, 1, 0));
            pulses.add(1, new Pulses.Pulse(NOW.plusSeconds(10), 9, 0, 1));
            assertThat(pulses.since(1, Instant.EPOCH))
                    .extracting(Pulses.Pulse::accepted)
                    .containsExactly(5, 9);
            assertThat(pulses.since(1, NOW.plusSeconds(1))).hasSize(1);
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsUsedIsWhatTheQuotaCounts() {
        return onBoth(ledger -> {
            var usage = new JdbcUsage(ledger.database);
            var minute = Duration.ofMinutes(1);
            assertThat(usage.used("haupt", List.of(minute), NOW)).isEqualTo(Map.of(minute, 0));
            var quota = new JdbcQuota(ledger.database);
            var limits = List.of(new sendepostfach.campaign.Limit(30, minute));
            quota.take("me", List.of(new sendepostfach.pacing.Quota.Wish("mailbox:haupt", limits, 4)), NOW);
            assertThat(usage.used("haupt", List.of(minute), NOW)).isEqualTo(Map.of(minute, 4));
            quota.settle(
                    "me",
                    List.of(new sendepostfach.pacing.Quota.Ended("mailbox:haupt", limits, List.of(NOW, NOW, NOW), 1)));
            assertThat(usage.used("haupt", List.of(minute), NOW.plusSeconds(1))).isEqualTo(Map.of(minute, 3));
            assertThat(usage.used("haupt", List.of(minute), NOW.plusSeconds(200)))
                    .isEqualTo(Map.of(minute, 0));
            new JdbcPaceLedger(ledger.database)
                    .learn("haupt", "gmx-webde", before -> before.suspended(NOW, "450 slow"), NOW);
            assertThat(usage.learned("haupt").get(0).pace().rest().reason()).contains("450 slow");
            assertThat(usage.all()).isEmpty();
        });
    }
}
