package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;

class AppTest {
    @TempDir
    Path folder;

    private AppOptions options() {
        var options = new AppOptions();
        options.data = folder.resolve("data");
        options.jobs = folder;
        return options;
    }

    private static List<String> workers(App app) throws Exception {
        String name = app.get(Scheduler.class).getSchedulerName();
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(each -> each.startsWith(name + "_Worker"))
                .toList();
    }

    /** Quartz's threads take half a second to end, which every command would cost. */
    @Test
    void onlyWhatLetsTriggersFireHasThreadsForThem() throws Exception {
        try (App app = App.start(options())) {
            assertThat(workers(app)).isEmpty();
        }
        try (App app = App.startFiring(options())) {
            assertThat(workers(app)).isNotEmpty();
        }
    }
}
