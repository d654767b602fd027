package sendepostfach.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.servlet.OAuth2ClientWebSecurityAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.event.ContextClosedEvent;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.batch.Enrolment;
import sendepostfach.batch.MailServers;
import sendepostfach.batch.ProcessName;
import sendepostfach.batch.ReportDirectory;
import sendepostfach.batch.Routers;
import sendepostfach.batch.SendingCheck;
import sendepostfach.batch.Stopping;
import sendepostfach.batch.Turns;
import sendepostfach.bounce.ReturnFolders;
import sendepostfach.campaign.Campaigns;
import sendepostfach.delivery.Sleeper;
import sendepostfach.imap.ImapFolder;
import sendepostfach.imap.ImapSettings;
import sendepostfach.jobfile.Environment;
import sendepostfach.report.AccountFiles;
import sendepostfach.report.ReportLedger;
import sendepostfach.smtp.SmtpSettings;

/** Puts the application together: everything that comes from outside is handed in here. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        // clients of OpenID providers ask these at the start, and only "serve" needs them
        exclude = {
            UserDetailsServiceAutoConfiguration.class,
            OAuth2ClientAutoConfiguration.class,
            OAuth2ClientWebSecurityAutoConfiguration.class
        })
@ComponentScan(
        basePackages = "sendepostfach",
        // only "serve" has pages; it adds them
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "sendepostfach\\.web\\..*"))
class Application {
    @Bean
    Clock clock() {
        return SystemTime.clock();
    }

    @Bean
    Environment jobEnvironment() {
        return new Environment(System.getenv(), ZoneId.systemDefault());
    }

    @Bean
    CampaignLoader campaignLoader(
            Campaigns campaigns, Environment environment, @Value("${sendepostfach.jobs}") Path jobs) {
        return new CampaignLoader(campaigns, environment, jobs);
    }

    @Bean
    Enrolment enrolment(Campaigns campaigns, CampaignLoader loader, MailServers servers, Clock clock) {
        return new Enrolment(campaigns, loader, servers, clock, new SecureRandom());
    }

    @Bean
    AccountFiles accountFiles(ReportLedger ledger, Environment environment) {
        return new AccountFiles(ledger, environment.zone());
    }

    @Bean
    ReportDirectory reportDirectory(@Value("${sendepostfach.data}") Path data) {
        return campaign -> data.resolve("reports").resolve(campaign);
    }

    @Bean(destroyMethod = "close")
    OpenMailboxes openMailboxes(
            @Value("${sendepostfach.data}") Path data,
            @Value("${sendepostfach.jobs}") Path jobs,
            @Value("${sendepostfach.smtp.connect-within}") Duration connectWithin,
            @Value("${sendepostfach.smtp.reply-within}") Duration replyWithin,
            Clock clock) {
        var settings = SmtpSettings.trustingAsTheRuntime(OpenMailboxes.localName(), connectWithin, replyWithin);
        return new OpenMailboxes(data, jobs, settings, clock);
    }

    @Bean
    ReturnFolders returnFolders() {
        return bounces -> ImapFolder.open(bounces, ImapSettings.standard());
    }

    @Bean
    Routers routers(@Value("${sendepostfach.dns:}") String server) {
        return new ChosenRouters(Optional.of(server).filter(given -> !given.isEmpty()));
    }

    @Bean
    SendingCheck sendingCheck(
            @Value("${sendepostfach.dns:}") String server, @Value("${sendepostfach.jobs}") Path jobs, Clock clock) {
        return new Preflights(Optional.of(server).filter(given -> !given.isEmpty()), jobs, clock);
    }

    @Bean
    ProcessName processName(Clock clock) {
        return new ProcessName(ManagementFactory.getRuntimeMXBean().getName() + "-" + clock.millis());
    }

    @Bean
    Stopping stopping() {
        return new Stopping();
    }

    /** However the program is ended, nothing more is begun before anything is taken down. */
    @Bean
    ApplicationListener<ContextClosedEvent> stopSending(Stopping stopping) {
        return closed -> stopping.begin();
    }

    @Bean
    Turns turns() {
        var number = new AtomicInteger();
        var threads = Executors.newCachedThreadPool(turn -> {
            var thread = new Thread(turn, "turn-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        return new Turns(threads, new SecureRandom());
    }

    @Bean
    Sleeper sleeper(Clock clock) {
        return (monitor, until) -> {
            Instant now = clock.instant();
            Duration most = Duration.ofMinutes(1);
            Duration wait = until.isAfter(now.plus(most)) ? most : Duration.between(now, until);
            monitor.wait(Math.max(1, wait.toMillis()));
        };
    }
}
