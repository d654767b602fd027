package sendepostfach.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.opencsv.ICSVParser;
import com.opencsv.RFC4180ParserBuilder;

/** Cuts rows into cells. RFC 4180 knows no escape character, so that backslashes are kept as data. */
final class CellCutter {
    private final ICSVParser parser;

    CellCutter(Dialect dialect) {
        this.parser = new RFC4180ParserBuilder()
                .withSeparator(dialect.delimiter())
                .withQuoteChar(dialect.quote())
                .build();
    }

    /** The cells of a complete row that is written according to RFC 4180. */
    List<String> cut(String regular) {
        try {
            return List.of(parser.parseLine(regular));
        } catch (IOException e) {
            throw new UncheckedIOException("a parser of strings reads no file", e);
        }
    }
}
