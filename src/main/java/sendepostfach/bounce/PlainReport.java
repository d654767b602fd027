package sendepostfach.bounce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds recipients, and what servers said of them, in a report that is written for people. Addresses that begin a line or
 * stand behind a word such as "to" are recipients rather than others; addresses of helpers, senders and of whoever receives
 * the report are none.
 */
final class PlainReport {
    /** A recipient and what is told of it. */
    record Mention(String address, String reply) {}

    private static final int LABELLED_LINE = 4;
    private static final int LINE = 3;
    private static final int LABELLED = 2;
    private static final int ANYWHERE = 1;

    /** Places of one address that are looked at for what is told of it. */
    private static final int PLACES = 6;

    /** Lines that belong to an address at most. */
    private static final int SEGMENT = 14;

    private static final Pattern EXPANDED = Pattern.compile(
            "\\(?(?:expanded from|generated from|originally addressed to|ultimately generated from|forwarded from)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LEADING = Pattern.compile("^[\\s<>\"'`*\\[\\](){}|:;,.•·#-]*$");
    private static final Pattern OTHERS = Pattern.compile(
            "^(?:postmaster|abuse|mailer-daemon|hostmaster|webmaster|helpdesk|support|noreply|no-reply)$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMAND =
            Pattern.compile("^\\s*(?:>>>|<<<|[-=]+>)?\\s*(?:MAIL FROM|From)\\b.*", Pattern.CASE_INSENSITIVE);

    /** An address in the text and how surely it is a recipient. */
    private record Place(String address, int line, int from, int to, int rank) {
        /** What spellings of the same address have in common. */
        String key() {
            return address.toLowerCase(Locale.ROOT);
        }

        Place as(String other) {
            return new Place(other, line, from, to, rank);
        }
    }

    private final Story story;
    private final Set<String> strangers;
    private final BounceWords words;
    private final List<Place> all;

    /**
     * Finds the addresses in a report.
     *
     * @param strangers addresses in lower case that are no recipients: the report's own sender and receiver
     */
    PlainReport(Story story, Set<String> strangers, BounceWords words) {
        this.story = story;
        this.strangers = strangers;
        this.words = words;
        this.all = places();
    }

    /**
     * The recipients that the report tells of.
     *
     * @param addressees addresses in lower case that the returned mail names as its recipients; where the text has any of them,
     *     it speaks of no other
     */
    List<Mention> mentions(Set<String> addressees) {
        List<Place> places = all.stream()
                .filter(place -> !strangers.contains(place.key()) || addressees.contains(place.key()))
                .toList();
        List<Place> chosen = places.stream()
                .filter(place -> addressees.contains(place.key()))
                .toList();
        if (chosen.isEmpty()) {
            int best = places.stream().mapToInt(Place::rank).max().orElse(0);
            chosen = places.stream()
                    .filter(place -> place.rank() == best || best >= LINE && place.rank() >= LINE)
                    .toList();
        }
        Map<String, Mention> mentions = new LinkedHashMap<>();
        Set<String> recipients = new HashSet<>();
        chosen.forEach(place -> recipients.add(place.key()));
        Map<String, Integer> looked = new HashMap<>();
        for (Place place : places) {
            String key = place.key();
            if (!recipients.contains(key) || looked.merge(key, 1, Integer::sum) > PLACES) {
                continue;
            }
            String told = segment(place, places, recipients);
            Mention known = mentions.get(key);
            if (known == null && mentions.size() < Bounds.RECIPIENTS
                    || known != null && isBetter(told, known.reply())) {
                mentions.put(key, new Mention(place.address(), told));
            }
        }
        return List.copyOf(mentions.values());
    }

    private static boolean isBetter(String told, String known) {
        return known.isBlank() && !told.isBlank()
                || !Replies.hasCode(known) && (Replies.hasCode(told) || !Replies.tells(known) && Replies.tells(told));
    }

    private List<Place> places() {
        var places = new ArrayList<Place>();
        for (int line = 0; line < story.lines().size() && places.size() < 2 * Bounds.RECIPIENTS; line++) {
            String text = story.lines().get(line);
            if (text.indexOf('@') < 0 || text.stripLeading().startsWith(">") && !text.contains(">>>")) {
                continue;
            }
            for (MailAddresses.Found found : MailAddresses.in(text)) {
                int rank = isBlackedOut(found) ? 0 : rank(text, found);
                if (rank > 0) {
                    places.add(new Place(found.address(), line, found.from(), found.to(), rank));
                }
            }
        }
        return withoutAliases(places);
    }

    /** Where an address is said to stand for another, it is the other one that we sent to. */
    private List<Place> withoutAliases(List<Place> places) {
        Map<String, String> aliases = new HashMap<>();
        Place before = null;
        for (Place place : places) {
            String lead = story.lines().get(place.line()).substring(0, place.from());
            if (before != null && EXPANDED.matcher(lead).find()) {
                aliases.put(before.address(), place.address());
            }
            before = place;
        }
        return places.stream()
                .map(place -> place.as(aliases.getOrDefault(place.address(), place.address())))
                .toList();
    }

    /** Some providers put stars for the name. */
    private static boolean isBlackedOut(MailAddresses.Found found) {
        return found.address().startsWith("**");
    }

    private int rank(String text, MailAddresses.Found found) {
        String lead = text.substring(0, found.from());
        String local = found.address().substring(0, found.address().indexOf('@'));
        if (EXPANDED.matcher(lead).find()) {
            return LINE;
        }
        if (COMMAND.matcher(text).matches() || words.isNoLabel(lead)) {
            return 0;
        }
        if (LEADING.matcher(lead).matches()) {
            return OTHERS.matcher(local).matches() || isAttribution(text.substring(found.to())) ? 0 : LINE;
        }
        if (words.isContact(text) || OTHERS.matcher(local).matches()) {
            return 0;
        }
        if (words.isLabel(lead)) {
            boolean begins = lead.strip().length() < 28;
            return begins ? LABELLED_LINE : LABELLED;
        }
        return ANYWHERE;
    }

    private boolean isAttribution(String tail) {
        return tail.length() < 80 && tail.contains(":") && words.isContact(tail);
    }

    /** What is told of an address: the rest of its line and the lines below, up to the next address of a recipient. */
    private String segment(Place place, List<Place> places, Set<String> recipients) {
        Set<Integer> others = new HashSet<>();
        for (Place other : places) {
            boolean another = !other.key().equals(place.key()) && recipients.contains(other.key());
            if (other.line() > place.line() && another) {
                others.add(other.line());
            }
        }
        String own = story.lines().get(place.line());
        boolean bare = LEADING.matcher(own.substring(0, place.from())).matches();
        boolean whole = !bare && (place.rank() != LABELLED_LINE || own.length() - place.to() < 4);
        var told = new StringBuilder(whole ? own : own.substring(place.to()));
        int last = Math.min(story.lines().size(), place.line() + SEGMENT);
        for (int line = place.line() + 1; line < last && !others.contains(line); line++) {
            String next = story.lines().get(line);
            boolean anotherSection = next.isBlank() && Replies.hasCode(told.toString());
            if (anotherSection) {
                break;
            }
            told.append('\n').append(next);
        }
        return whole ? told.toString() : told.toString().replaceFirst("^[\\s>:;,.)\\]-]+", "");
    }
}
