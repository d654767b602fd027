package sendepostfach.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

import sendepostfach.servers.Required;

/** A browser without a screen: Debian's chromium, driven as a person would; it takes pictures and asks axe. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int WIDE = 1280;
    private static final int NARROW = 390;
    private static final int HEIGHT = 900;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Served server;
    private final ChromeDriver driver;
    private final List<String> violations = new ArrayList<>();

    /** The application's address, so that this class need not know how it was started. */
    interface Served {
        java.net.URI address(String path);
    }

    private Browser(Served server, ChromeDriver driver) {
        this.server = server;
        this.driver = driver;
    }

    static Browser open(Served server, String language) {
        Required.BROWSER.check(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "Debian's packages chromium and chromium-driver are not installed");
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--lang=" + language,
                "--window-size=" + WIDE + "," + HEIGHT);
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", language));
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .withEnvironment(Map.of("TZ", "Europe/Berlin"))
                .build();
        return new Browser(server, new ChromeDriver(service, options));
    }

    void visit(String path) {
        driver.get(server.address(path).toString());
    }

    void logIn(String name) {
        visit("/login");
        type("username", name);
        type("password", name + "-passwort");
        click("main button.primary");
        await("nav");
    }

    String path() {
        return java.net
                .URI
                .create(Objects.requireNonNull(driver.getCurrentUrl()))
                .getPath();
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    String text(String css) {
        return onceMore(() -> find(css).getText());
    }

    void click(String css) {
        onceMore(() -> {
            WebElement element = find(css);
            script("arguments[0].scrollIntoView({block:'center'})", element);
            element.click();
            return true;
        });
    }

    /** Pages replace their live parts at any moment: what was found a moment ago may be gone. */
    private static <T> T onceMore(Supplier<T> action) {
        for (int tries = 0; tries < 5; tries++) {
            try {
                return action.get();
            } catch (StaleElementReferenceException replaced) {
                // found anew
            }
        }
        return action.get();
    }

    /** Types into a field by its name. */
    void type(String name, String text) {
        WebElement field = find("[name='" + name + "']");
        field.clear();
        field.sendKeys(text);
    }

    void choose(String name, String value) {
        new Select(find("select[name='" + name + "']")).selectByValue(value);
    }

    /** Gives a file to a file field, as a visitor would by choosing it. */
    void upload(String css, Path file) {
        find(css).sendKeys(file.toAbsolutePath().toString());
    }

    void await(String css) {
        new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> "no " + css + " on " + driver.getCurrentUrl() + ": "
                        + find("body").getText())
                .until(ready -> has(css));
    }

    /** Waits until something is gone, with the page that it stood on. */
    void awaitNo(String css) {
        new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> css + " is still there on " + driver.getCurrentUrl())
                .until(ready -> !has(css));
    }

    /** Waits until a text stands in an element, which may be replaced meanwhile. */
    void awaitText(String css, String text) {
        new WebDriverWait(driver, Duration.ofSeconds(90))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> "no \"" + text + "\" in " + css + ": " + (has(css) ? text(css) : text("body")))
                .until(ready -> has(css) && text(css).contains(text));
    }

    void awaitPath(String path) {
        new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> "at " + path() + " instead of " + path)
                .until(ready -> path().equals(path));
    }

    @Nullable
    Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** Sees into the frame with the preview. */
    String textInFrame(String css) {
        driver.switchTo().frame(find(css));
        try {
            return find("body").getText();
        } finally {
            driver.switchTo().defaultContent();
        }
    }

    void awaitTextInFrame(String css, String text) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(org.openqa.selenium.WebDriverException.class)
                .withMessage(() -> "no \"" + text + "\" in the frame: " + textInFrame(css))
                .until(ready -> textInFrame(css).contains(text));
    }

    /** A picture of the page, wide and narrow; and what axe finds serious on it. */
    void picture(String name) {
        try {
            Files.createDirectories(PICTURES);
            for (int width : new int[] {WIDE, NARROW}) {
                driver.manage().window().setSize(new Dimension(width, HEIGHT));
                // headless windows cannot be narrower than 500 pixels, pages in a tab can
                driver.executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", width == NARROW));
                long height = number("return document.documentElement.scrollHeight");
                long across = number("return document.documentElement.scrollWidth");
                if (across > width) {
                    violations.add(name + " is " + across + " pixels wide in a window of " + width);
                }
                driver.executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of(
                                "width",
                                width,
                                "height",
                                Math.min(height, 6000),
                                "deviceScaleFactor",
                                1,
                                "mobile",
                                width == NARROW));
                Files.write(
                        PICTURES.resolve(name + (width == WIDE ? "-wide" : "-narrow") + ".png"),
                        driver.getScreenshotAs(OutputType.BYTES));
            }
            driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
            driver.manage().window().setSize(new Dimension(WIDE, HEIGHT));
            axe(name);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    private long number(String script) {
        return ((Number) Objects.requireNonNull(script(script))).longValue();
    }

    private void axe(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            script(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = driver.executeAsyncScript("const done = arguments[0];"
                + "axe.run(document, {iframes: false}).then(r => done(r.violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))))");
        ((List<?>) Objects.requireNonNull(found)).forEach(each -> violations.add(name + ": " + each));
    }

    /** What axe found serious, what does not fit its window, and what the browser refused or complained about. */
    List<String> violations() {
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (!entry.getMessage().contains("favicon")) {
                violations.add(entry.getMessage());
            }
        }
        return violations;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
