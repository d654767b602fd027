package sendepostfach.intake;

import java.nio.charset.Charset;

/**
 * How a file's bytes are text.
 *
 * @param charset the charset
 * @param markLength the length of the byte order mark at the file's beginning, in bytes; 0 where there is none
 */
record Encoding(Charset charset, int markLength) {}
