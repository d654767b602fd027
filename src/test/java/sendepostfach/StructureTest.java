package sendepostfach;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the arrows between the packages, the doors to the libraries, and the injected clock. */
class StructureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("sendepostfach");

    /** Package -> the packages of ours that it may use. Arrows run downward only; features never use each other. */
    private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

    static {
        allow("campaign");
        allow("reply", "campaign");
        allow("pacing", "campaign");
        allow("message", "campaign");
        allow("dkim", "campaign");
        allow("token", "campaign");
        allow("suppression", "campaign", "token");
        allow("jobfile", "campaign", "message");
        allow("intake", "campaign");
        allow("routing", "campaign");
        allow("report", "campaign");
        allow("bounce", "campaign", "reply", "token");
        allow("delivery", "campaign", "reply", "pacing", "message");
        allow("preflight", "campaign");
        allow("preflight.spf", "campaign", "preflight");
        allow("preflight.check", "campaign", "dkim", "preflight", "preflight.spf");
        allow("access", "campaign");
        allow("draft", "campaign");
        allow("dns", "campaign", "routing", "preflight");
        allow("smtp", "campaign", "delivery", "preflight");
        allow("imap", "campaign", "bounce");
        allow("sandbox", "campaign");
        allow(
                "ledger",
                "campaign",
                "token",
                "suppression",
                "pacing",
                "intake",
                "routing",
                "delivery",
                "bounce",
                "report",
                "preflight",
                "access",
                "draft");
        allow(
                "batch",
                "campaign",
                "reply",
                "pacing",
                "message",
                "dkim",
                "token",
                "suppression",
                "jobfile",
                "intake",
                "routing",
                "delivery",
                "bounce",
                "report",
                "preflight",
                "preflight.check");
        allow("schedule", "campaign", "pacing", "jobfile", "delivery", "report", "draft", "batch");
        allow(
                "web",
                "campaign",
                "token",
                "suppression",
                "reply",
                "pacing",
                "message",
                "jobfile",
                "intake",
                "routing",
                "delivery",
                "report",
                "access",
                "draft",
                "preflight",
                "preflight.check",
                "batch",
                "schedule");
        allow(
                "cli",
                "campaign",
                "access",
                "reply",
                "pacing",
                "message",
                "dkim",
                "token",
                "suppression",
                "jobfile",
                "intake",
                "routing",
                "delivery",
                "bounce",
                "report",
                "preflight",
                "preflight.spf",
                "preflight.check",
                "batch",
                "schedule",
                "web",
                "ledger",
                "smtp",
                "imap",
                "dns",
                "sandbox");
    }

    /** Library package -> the packages of ours that may use it. */
    private static final Map<String, List<String>> DOORS = Map.ofEntries(
            Map.entry("org.springframework.batch..", List.of("batch")),
            Map.entry("org.quartz..", List.of("schedule")),
            Map.entry("jakarta.mail..", List.of("smtp", "imap", "message", "preflight.check")),
            Map.entry("org.eclipse.angus..", List.of("smtp", "imap", "message")),
            Map.entry("org.xbill..", List.of("dns")),
            Map.entry("java.sql..", List.of("ledger")),
            Map.entry("org.springframework.jdbc..", List.of("ledger")),
            Map.entry("org.flywaydb..", List.of("ledger")),
            Map.entry("com.zaxxer..", List.of("ledger")),
            Map.entry("com.ibm.icu..", List.of("intake")),
            Map.entry("com.opencsv..", List.of("intake", "report")),
            Map.entry("com.sanctionco..", List.of("intake")),
            Map.entry("io.pebbletemplates..", List.of("message")),
            Map.entry("org.jsoup..", List.of("message", "preflight.check")),
            Map.entry("org.subethamail..", List.of("sandbox")),
            Map.entry("org.mozilla.universalchardet..", List.of("intake")),
            Map.entry("org.yaml..", List.of("jobfile", "routing", "reply", "sandbox", "preflight.check")),
            Map.entry("picocli..", List.of("cli")),
            Map.entry("tools.jackson..", List.of("cli", "web", "ledger")),
            Map.entry("org.springframework.web..", List.of("web")),
            Map.entry("org.springframework.security..", List.of("web")),
            Map.entry("org.thymeleaf..", List.of("web")),
            Map.entry("io.micrometer..", List.of("web")),
            Map.entry("jakarta.servlet..", List.of("web")));

    private static void allow(String from, String... to) {
        ARROWS.put(from, List.of(to));
    }

    @Test
    void everyPackageIsDeclared() {
        classes()
                .that(resideOutsideOfPackages("sendepostfach"))
                .should()
                .resideInAnyPackage(ARROWS.keySet().stream()
                        .map(name -> "sendepostfach." + name)
                        .toArray(String[]::new))
                .check(CODE);
    }

    @TestFactory
    Stream<DynamicTest> everyPackageUsesOnlyWhatItDeclares() {
        return ARROWS.entrySet().stream()
                .map(arrow -> DynamicTest.dynamicTest(arrow.getKey() + " -> " + arrow.getValue(), () -> {
                    var allowed = new ArrayList<String>();
                    allowed.add("sendepostfach." + arrow.getKey());
                    arrow.getValue().forEach(to -> allowed.add("sendepostfach." + to));
                    noClasses()
                            .that()
                            .resideInAPackage("sendepostfach." + arrow.getKey())
                            .should()
                            .dependOnClassesThat(resideInAnyPackage("sendepostfach..")
                                    .and(resideOutsideOfPackages(allowed.toArray(String[]::new))))
                            .allowEmptyShould(true)
                            .check(CODE);
                }));
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("sendepostfach.(*)..").should().beFreeOfCycles().check(CODE);
    }

    @TestFactory
    Stream<DynamicTest> everyLibraryStaysBehindItsDoor() {
        return DOORS.entrySet().stream()
                .map(door -> DynamicTest.dynamicTest(door.getKey() + " only in " + door.getValue(), () -> noClasses()
                        .that()
                        .resideOutsideOfPackages(door.getValue().stream()
                                .map(name -> "sendepostfach." + name)
                                .toArray(String[]::new))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(door.getKey())
                        .check(CODE)));
    }

    @Test
    void timeComesFromAnInjectedClock() {
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<>("takes the time from the system") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        AccessTarget.MethodCallTarget target = call.getTarget();
                        String owner = target.getOwner().getFullName();
                        boolean now = owner.startsWith("java.time.")
                                && target.getName().equals("now")
                                && target.getRawParameterTypes().isEmpty();
                        boolean system = owner.equals("java.lang.System")
                                && target.getName().equals("currentTimeMillis");
                        boolean sleep = owner.equals("java.lang.Thread")
                                && target.getName().equals("sleep");
                        return now || system || sleep;
                    }
                })
                .check(CODE);
    }

    @Test
    void theClockIsMadeInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("sendepostfach.cli.SystemTime")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(CODE);
    }
}
