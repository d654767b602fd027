package sendepostfach.intake;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.mozilla.universalchardet.UniversalDetector;

/**
 * Tells the charset of a list. First what leaves no doubt: byte order marks, the zeros of UTF-16, the strict pattern of
 * UTF-8. Then, among the charsets of one byte a character that German lists come in, the one that makes the likeliest words.
 */
final class EncodingDetection {
    /** The likelier first, for it is taken where two explain the file equally well. */
    private static final List<Charset> SINGLE_BYTE =
            List.of(Charset.forName("windows-1252"), Charset.forName("ISO-8859-15"), Charset.forName("x-MacRoman"));

    private EncodingDetection() {}

    static Encoding of(Sample sample) {
        return byMark(sample).or(() -> byZeros(sample.head())).orElseGet(() -> new Encoding(byLetters(sample), 0));
    }

    /** The encoding of a file whose charset is given: its byte order mark is still to be found. */
    static Encoding of(Sample sample, Charset charset) {
        Optional<Encoding> marked = byMark(sample);
        if (charset.equals(StandardCharsets.UTF_16)) {
            return marked.or(() -> byZeros(sample.head())).orElse(new Encoding(StandardCharsets.UTF_16BE, 0));
        }
        return marked.filter(encoding -> encoding.charset().equals(charset)).orElse(new Encoding(charset, 0));
    }

    private static Optional<Encoding> byMark(Sample sample) {
        if (sample.startsWith(0xef, 0xbb, 0xbf)) {
            return Optional.of(new Encoding(StandardCharsets.UTF_8, 3));
        }
        if (sample.startsWith(0xff, 0xfe)) {
            return Optional.of(new Encoding(StandardCharsets.UTF_16LE, 2));
        }
        if (sample.startsWith(0xfe, 0xff)) {
            return Optional.of(new Encoding(StandardCharsets.UTF_16BE, 2));
        }
        return Optional.empty();
    }

    /** In UTF-16 every second byte of Western text is zero, and hardly any of the others. */
    private static Optional<Encoding> byZeros(byte[] bytes) {
        int[] zeros = new int[2];
        int pairs = bytes.length / 2;
        for (int i = 0; i < pairs * 2; i++) {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }
        boolean little = zeros[1] * 2 > pairs && zeros[0] * 50 <= pairs;
        boolean big = zeros[0] * 2 > pairs && zeros[1] * 50 <= pairs;
        if (!little && !big) {
            return Optional.empty();
        }
        return Optional.of(new Encoding(little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE, 0));
    }

    private static Charset byLetters(Sample sample) {
        return looksLikeUtf8(sample.letters()) ? StandardCharsets.UTF_8 : likeliestSingleByte(sample.letters());
    }

    /**
     * Text in another charset hardly ever has the pattern of a UTF-8 character by chance, so a file with more of such
     * characters than damaged bytes is damaged UTF-8.
     */
    private static boolean looksLikeUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        skipContinuation(in);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        int damaged = 0;
        CoderResult result = decoder.decode(in, out, false);
        while (result.isError()) {
            damaged += result.length();
            in.position(in.position() + result.length());
            result = decoder.decode(in, out, false);
        }
        out.flip();
        long wellFormed = out.chars().filter(c -> c > 0x7f).count();
        return damaged == 0 || wellFormed > damaged;
    }

    /** A block from the middle of a file may begin within a character. */
    private static void skipContinuation(ByteBuffer in) {
        while (in.position() < 3 && in.hasRemaining() && (in.get(in.position()) & 0xc0) == 0x80 && in.limit() > 3) {
            in.get();
        }
    }

    private static Charset likeliestSingleByte(byte[] bytes) {
        Charset likeliest = SINGLE_BYTE.get(0);
        int best = Integer.MIN_VALUE;
        for (Charset charset : SINGLE_BYTE) {
            int score = Plausibility.of(new String(bytes, charset));
            if (score > best) {
                best = score;
                likeliest = charset;
            }
        }
        return best > 0 ? likeliest : foreign(bytes).orElse(likeliest);
    }

    /** None of the Western charsets makes words of it: perhaps it is Cyrillic, Greek or Chinese. */
    private static Optional<Charset> foreign(byte[] bytes) {
        var detector = new UniversalDetector();
        detector.handleData(bytes, 0, bytes.length);
        detector.dataEnd();
        return Optional.ofNullable(detector.getDetectedCharset())
                .filter(Charset::isSupported)
                .map(Charset::forName);
    }
}
