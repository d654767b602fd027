package sendepostfach.message;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Text;

/**
 * A place in an HTML file that refers to a file beside it, as in {@code <img src="bilder/kopf.png">}.
 *
 * @param name the file's name, relative to the HTML file
 * @param start where the reference begins in the HTML
 * @param end where it ends
 * @param line its line, from 1
 */
public record HtmlReference(String name, int start, int end, int line) {
    private static final Set<String> PICTURES = Set.of("img", "input", "v:fill", "v:imagedata", "v:image");
    private static final Pattern CSS_URL =
            Pattern.compile("(?i)url\\(\\s*(?:\"|'|&quot;|&#39;)?([^\"')]+?)(?:\"|'|&quot;|&#39;)?\\s*\\)");
    /** Outlook reads what stands in conditional comments, such as {@code <!--[if gte mso 9]><v:fill src="x.png">}. */
    private static final Pattern IN_COMMENT = Pattern.compile("(?i)\\b(?:src|background)\\s*=\\s*[\"']([^\"']+)[\"']");

    private static final Pattern ELSEWHERE =
            Pattern.compile("(?i)^(?:[a-z][a-z0-9+.-]*:|//|#|\\{\\{).*", Pattern.DOTALL);

    /**
     * The references to files beside an HTML template, in the order of their places: images, backgrounds, and
     * {@code url()} in styles. Full addresses, and such as a merge field holds, are none.
     *
     * @throws InputFault if a file's name depends on a merge field or is absolute
     */
    public static List<HtmlReference> in(Mail.Part html) {
        Document document = Jsoup.parse(html.template(), "", Parser.htmlParser().setTrackPosition(true));
        var found = new ArrayList<HtmlReference>();
        NodeTraversor.traverse((node, depth) -> collect(html, node, found), document);
        found.sort(Comparator.comparingInt(HtmlReference::start));
        return List.copyOf(found);
    }

    private static void collect(Mail.Part html, Node node, List<HtmlReference> found) {
        if (node instanceof Element element) {
            for (Attribute attribute : element.attributes()) {
                Range value =
                        element.attributes().sourceRange(attribute.getKey()).valueRange();
                if (!value.isTracked()) {
                    continue;
                }
                boolean picture = attribute.getKey().equals("src") && PICTURES.contains(element.normalName());
                if (picture || attribute.getKey().equals("background")) {
                    add(html, value.startPos(), value.endPos(), found);
                } else if (attribute.getKey().equals("style")) {
                    search(html, CSS_URL, value, found);
                }
            }
        } else if (node instanceof DataNode
                && node.parent() instanceof Element parent
                && parent.normalName().equals("style")) {
            search(html, CSS_URL, node.sourceRange(), found);
        } else if (node instanceof Comment) {
            search(html, IN_COMMENT, node.sourceRange(), found);
        }
    }

    private static void search(Mail.Part html, Pattern pattern, Range range, List<HtmlReference> found) {
        Matcher matcher = pattern.matcher(html.template()).region(range.startPos(), range.endPos());
        while (matcher.find()) {
            add(html, matcher.start(1), matcher.end(1), found);
        }
    }

    private static void add(Mail.Part html, int start, int end, List<HtmlReference> found) {
        String raw = html.template().substring(start, end);
        String name = decoded(raw.strip());
        if (name.isEmpty() || ELSEWHERE.matcher(name).matches()) {
            return;
        }
        int line = 1
                + (int) html.template()
                        .substring(0, start)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        if (name.contains("{{") || name.contains("{%")) {
            throw new InputFault(Text.of(
                    "%s:%d: the file \"%s\" depends on a merge field, write its name out or a full address that begins with"
                            + " https://",
                    "%s:%d: die Datei \"%s\" hängt von einem Seriendruckfeld ab; schreiben Sie ihren Namen aus oder eine ganze"
                            + " Adresse, die mit https:// beginnt",
                    html.file(),
                    line,
                    name));
        }
        if (name.startsWith("/")) {
            throw new InputFault(Text.of(
                    "%s:%d: the file \"%s\" must be named relative to %s",
                    "%s:%d: die Datei \"%s\" muss relativ zu %s genannt sein", html.file(), line, name, html.file()));
        }
        found.add(new HtmlReference(name, start, end, line));
    }

    private static String decoded(String raw) {
        String name = Parser.unescapeEntities(raw, true);
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }
}
