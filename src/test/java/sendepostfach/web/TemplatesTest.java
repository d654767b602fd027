package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.context.ExpressionContext;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.standard.expression.AssignationUtils;
import org.thymeleaf.standard.expression.EachUtils;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** Templates are read when a page is first shown: a slip in a part that is rarely seen would wait for a visitor. */
class TemplatesTest {
    private static final Pattern ATTRIBUTE = Pattern.compile("th:([a-z-]+)=\"([^\"]*)\"");

    @Test
    void everyExpressionCanBeRead() throws IOException {
        var engine = new SpringTemplateEngine();
        engine.setTemplateResolver(new StringTemplateResolver());
        var context = new ExpressionContext(engine.getConfiguration());
        var unreadable = new ArrayList<String>();
        int read = 0;
        try (Stream<Path> pages = Files.list(Path.of("src/main/resources/templates"))) {
            for (Path page : pages.toList()) {
                Matcher attribute = ATTRIBUTE.matcher(Files.readString(page));
                while (attribute.find()) {
                    read++;
                    try {
                        parse(engine.getConfiguration(), context, attribute.group(1), attribute.group(2));
                    } catch (TemplateProcessingException slip) {
                        unreadable.add(page.getFileName() + ": " + attribute.group());
                    }
                }
            }
        }
        assertThat(unreadable).isEmpty();
        assertThat(read).isGreaterThan(500);
    }

    private static void parse(
            IEngineConfiguration configuration, ExpressionContext context, String name, String value) {
        switch (name) {
            case "fragment" -> assertThat(value).matches("[a-zA-Z]+(\\([a-zA-Z, ]+\\))?");
            case "attr", "attrappend", "with" -> AssignationUtils.parseAssignationSequence(context, value, false);
            case "each" -> EachUtils.parseEach(context, value);
            default -> StandardExpressions.getExpressionParser(configuration).parseExpression(context, value);
        }
    }

    @Test
    void noPageHoldsScriptOrStyle() throws IOException {
        var within = Pattern.compile("<script(?![^>]*\\bsrc=)|<style|\\bstyle=|\\bon[a-z]+=\"|javascript:");
        var pages = new ArrayList<String>();
        for (Path page : list()) {
            if (within.matcher(Files.readString(page)).find()) {
                pages.add(page.getFileName().toString());
            }
        }
        assertThat(pages).isEmpty();
    }

    private static List<Path> list() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("src/main/resources/templates"))) {
            return pages.toList();
        }
    }
}
