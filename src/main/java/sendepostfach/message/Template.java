package sendepostfach.message;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.AbstractNodeVisitor;
import io.pebbletemplates.pebble.loader.MemoryLoader;
import io.pebbletemplates.pebble.node.TextNode;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;

/** One template, checked: it names only what there is, and filling it with a row can neither run on nor reach out. */
final class Template {
    /** A line with nothing but a tag or a comment: its line break belongs to the tag, not to the mail. */
    private static final Pattern TAG_LINE =
            Pattern.compile("(?m)^[ \\t]*(\\{%(?:(?!%\\}).)*%\\}|\\{#(?:(?!#\\}).)*#\\})[ \\t]*\\r?\\n");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\n\\r]]");

    private final String file;
    private final PebbleTemplate compiled;
    private final Map<String, String> fields;
    private final boolean usesRow;
    private final Locale locale;

    private Template(String file, PebbleTemplate compiled, FieldCheck check, Locale locale) {
        this.file = file;
        this.compiled = compiled;
        this.fields = check.fields();
        this.usesRow = check.usesRow();
        this.locale = locale;
    }

    /** A template whose fields are escaped for HTML. */
    static Template html(String file, String source, Columns columns, Locale locale) {
        return compile(file, source, columns, locale, true);
    }

    /** A template whose fields stay as they are, for text and headers. */
    static Template plain(String file, String source, Columns columns, Locale locale) {
        return compile(file, source, columns, locale, false);
    }

    private static Template compile(String file, String source, Columns columns, Locale locale, boolean html) {
        if (source.length() > TemplateLanguage.MAX_RENDERED) {
            throw new InputFault(Text.of(
                    "%s: has %s characters, and a text may have %s at most; shorten it, and link to what is long",
                    "%s: hat %s Zeichen, und höchstens %s darf ein Text haben; kürzen Sie ihn, und verlinken Sie, was lang ist",
                    file,
                    number(source.length()),
                    number(TemplateLanguage.MAX_RENDERED)));
        }
        var loader = new MemoryLoader();
        // The line break goes into a comment instead of away, so that errors still name the right line.
        // A template without a character is none to the loader.
        loader.addTemplate(
                file, source.isEmpty() ? "{# #}" : TAG_LINE.matcher(source).replaceAll("$1{#\n#}"));
        try {
            // The check reads the plain form: in the HTML form Pebble's own escaping stands among the author's filters.
            PebbleEngine plain = TemplateLanguage.plain(loader, locale);
            PebbleTemplate compiled = plain.getTemplate(file);
            var check = new FieldCheck(file, columns);
            check.read(((PebbleTemplateImpl) compiled).getRootNode());
            if (!check.faults().isEmpty()) {
                throw new InputFault(Text.joined(check.faults(), "; "));
            }
            PebbleTemplate used = html ? TemplateLanguage.html(loader, locale).getTemplate(file) : compiled;
            return new Template(file, used, check, locale);
        } catch (PebbleException fault) {
            throw at(file, fault);
        } catch (ClassCastException | NumberFormatException | NullPointerException fault) {
            // Pebble's parser falls over some wrong expressions, such as {{ 'a'('b') }}, without saying where.
            throw new InputFault(
                    Text.of(
                            "%s: an expression in the template cannot be read: %s",
                            "%s: ein Ausdruck in der Vorlage ist nicht zu lesen: %s", file, fault.getMessage()),
                    fault);
        } catch (StackOverflowError tooDeep) {
            throw new InputFault(
                    Text.of(
                            "%s: the template's brackets are nested too deeply, write it more simply",
                            "%s: die Klammern der Vorlage sind zu tief verschachtelt; schreiben Sie sie einfacher",
                            file),
                    tooDeep);
        }
    }

    /**
     * The template filled with one row. A cell that the row does not have is empty.
     *
     * @throws InputFault if a filter cannot read what this row's cell holds, or the result grows beyond every measure
     */
    String fill(Map<String, String> row) {
        var out = new StringWriter();
        fill(row, out);
        return out.toString();
    }

    /** The same into a writer. The texts between the fields reach it as the arrays of {@link #fixedTexts}. */
    void fill(Map<String, String> row, Writer out) {
        var values = new HashMap<String, Object>();
        fields.forEach((name, column) -> values.put(name, clean(row.getOrDefault(column, ""))));
        if (usesRow) {
            var cells = new LinkedHashMap<String, String>();
            row.forEach((column, cell) -> cells.put(column, clean(cell)));
            values.put(Columns.ROW, Collections.unmodifiableMap(cells));
        }
        try {
            compiled.evaluate(out, values, locale);
        } catch (PebbleException fault) {
            throw at(file, fault);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (RuntimeException fault) {
            throw new InputFault(
                    Text.of(
                            "%s: a filter or comparison cannot use what this row holds: %s",
                            "%s: ein Filter oder Vergleich kann mit dem Inhalt dieser Zeile nichts anfangen: %s",
                            file,
                            fault.getMessage()),
                    fault);
        }
    }

    /** The texts between the fields, which are the same for every row. */
    List<char[]> fixedTexts() {
        var texts = new ArrayList<char[]>();
        var self = (PebbleTemplateImpl) compiled;
        self.getRootNode().accept(new AbstractNodeVisitor(self) {
            @Override
            public void visit(TextNode node) {
                texts.add(node.getData());
            }
        });
        return texts;
    }

    /** Control characters have no place in a mail; line breaks and tabs have, in its text. */
    private static String clean(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            if (cell.charAt(i) < ' ' || cell.charAt(i) >= 0x7f) {
                return CONTROL.matcher(cell).replaceAll(" ");
            }
        }
        return cell;
    }

    private static InputFault at(String file, PebbleException fault) {
        String line = fault.getLineNumber() == null ? "" : ":" + fault.getLineNumber();
        String message = fault.getPebbleMessage();
        if (message.startsWith("Tried to write more than")) {
            return new InputFault(
                    Text.of(
                            "%s: filled with this row the text grows beyond %s characters; shorten it, or what the row's"
                                    + " fields hold",
                            "%s: mit dieser Zeile gefüllt hat der Text mehr als %s Zeichen; kürzen Sie ihn, oder was in den"
                                    + " Feldern der Zeile steht",
                            file,
                            number(TemplateLanguage.MAX_RENDERED)),
                    fault);
        }
        boolean tag = message.contains("tag name");
        return new InputFault(
                Text.of(
                        tag ? "%s%s: %s; the tags are if, for and set" : "%s%s: %s",
                        tag
                                ? "%s%s: nicht zu lesen (%s); die Anweisungen heißen if, for und set"
                                : "%s%s: nicht zu lesen (%s)",
                        file,
                        line,
                        message),
                fault);
    }

    private static String number(int n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
