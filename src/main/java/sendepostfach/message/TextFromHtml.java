package sendepostfach.message;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * The text part for those who do not see the HTML: headings, paragraphs, lists and tables as one writes them by hand, links
 * as {@code text <address>}, images by their alternative text, nothing of scripts and styles and of what is hidden.
 */
final class TextFromHtml {
    private static final Set<String> UNSEEN =
            Set.of("head", "script", "style", "template", "noscript", "title", "object", "svg", "select");
    private static final Set<String> PARAGRAPHS = Set.of("p", "ul", "ol", "dl", "table", "pre", "address", "figure");
    private static final Pattern SCHEME = Pattern.compile("(?i)^(?:mailto|tel):");
    private static final Pattern QUESTION = Pattern.compile("(?<=@[^?]{1,255})\\?.*");
    private static final Pattern WEB = Pattern.compile("^https?://");
    private static final int RULE = 24;

    private final WrappedText out = new WrappedText();
    private boolean preformatted;

    private TextFromHtml() {}

    /** The text of a rendered HTML part. */
    static String of(String html) {
        var text = new TextFromHtml();
        text.children(Jsoup.parse(html).body());
        text.out.end();
        return text.out.toString();
    }

    private void children(Element element) {
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode piece) {
                if (preformatted) {
                    out.addAsItIs(piece.getWholeText());
                } else {
                    out.add(piece.getWholeText());
                }
            } else if (child instanceof Element inner && !isUnseen(inner)) {
                element(inner);
            }
        }
    }

    private void element(Element element) {
        switch (element.normalName()) {
            case "br" -> out.breakLine();
            case "img" ->
                out.add(
                        element.attr("alt").isBlank()
                                ? ""
                                : "[" + element.attr("alt").strip() + "]");
            case "a" -> link(element);
            case "h1", "h2" -> heading(element, element.normalName().equals("h1") ? "=" : "-");
            case "h3", "h4", "h5", "h6" -> paragraph(element);
            case "hr" -> rule();
            case "li" -> item(element);
            case "blockquote" -> {
                gap();
                out.indented("", "> ", () -> children(element));
                gap();
            }
            case "td", "th" -> cell(element);
            default -> {
                if (PARAGRAPHS.contains(element.normalName())) {
                    paragraph(element);
                } else if (element.isBlock()) {
                    out.end();
                    children(element);
                    out.end();
                } else {
                    children(element);
                }
            }
        }
    }

    private void gap() {
        out.end();
        out.wantBlankLine();
    }

    private void paragraph(Element element) {
        boolean nestedList =
                element.parent() != null && element.parent().normalName().equals("li");
        boolean outside = preformatted;
        preformatted = outside || element.normalName().equals("pre");
        if (nestedList) {
            out.end();
        } else {
            gap();
        }
        children(element);
        if (nestedList) {
            out.end();
        } else {
            gap();
        }
        preformatted = outside;
    }

    private void heading(Element element, String underline) {
        gap();
        children(element);
        int width = out.end();
        if (width > 0) {
            out.add(underline.repeat(Math.min(width, WrappedText.WIDTH)));
        }
        gap();
    }

    private void rule() {
        gap();
        out.add("-".repeat(RULE));
        gap();
    }

    private void item(Element element) {
        out.end();
        boolean numbered =
                element.parent() != null && element.parent().normalName().equals("ol");
        String marker = numbered ? element.elementSiblingIndex() + 1 + ". " : "- ";
        out.indented(marker, " ".repeat(marker.length()), () -> children(element));
    }

    private void cell(Element element) {
        if (out.isMidLine()) {
            out.add(" | ");
        }
        children(element);
    }

    private void link(Element element) {
        int before = out.mark();
        children(element);
        String label = out.since(before);
        String target = element.attr("href").strip();
        String address = withoutQuestion(SCHEME.matcher(target).replaceFirst(""));
        boolean elsewhere = !address.isEmpty() && !address.startsWith("#") && !address.startsWith("cid:");
        if (elsewhere && !plain(label).equals(plain(address))) {
            out.add((label.isEmpty() ? "<" : " <") + address.replace(" ", "%20") + ">");
        }
    }

    /** A mail address without the subject and text that a {@code mailto:} may bring along. */
    private static String withoutQuestion(String address) {
        return address.indexOf('@') < 0 ? address : QUESTION.matcher(address).replaceFirst("");
    }

    private static String plain(String address) {
        String bare = WEB.matcher(address.toLowerCase(Locale.ROOT)).replaceFirst("");
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static boolean isUnseen(Element element) {
        String style = element.attr("style");
        boolean undisplayed = !style.isEmpty()
                && style.replace(" ", "").toLowerCase(Locale.ROOT).contains("display:none");
        return UNSEEN.contains(element.normalName()) || element.hasAttr("hidden") || undisplayed;
    }
}
