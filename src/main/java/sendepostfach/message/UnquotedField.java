package sendepostfach.message;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Text;

/**
 * A merge field in a tag outside of quotes, as in {@code <a href={{ link }}>}. Escaping cannot help there: a blank in the
 * cell would end the value and begin an attribute of the cell's own.
 */
final class UnquotedField {
    private UnquotedField() {}

    /** Refuses a template that has one. */
    static void refuseIn(Mail.Part html) {
        String source = html.template();
        var document = Jsoup.parse(source, "", Parser.htmlParser().setTrackPosition(true));
        for (Element element : document.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                Range.AttributeRange range = element.attributes().sourceRange(attribute.getKey());
                int value = range.valueRange().startPos();
                boolean unquoted = attribute.getValue().contains("{{")
                        && range.valueRange().isTracked()
                        && source.charAt(value - 1) != '"'
                        && source.charAt(value - 1) != '\'';
                if (unquoted || attribute.getKey().contains("{{")) {
                    throw new InputFault(Text.of(
                            "%s:%d: a merge field in the tag <%s> stands outside of quotes, write it as in"
                                    + " name=\"{{ field }}\"",
                            "%s:%d: ein Seriendruckfeld im Tag <%s> steht nicht in Anführungszeichen; schreiben Sie es wie in"
                                    + " name=\"{{ Feld }}\"",
                            html.file(),
                            range.nameRange().start().lineNumber(),
                            element.tagName()));
                }
            }
        }
    }
}
