package sendepostfach.preflight.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xbill.DNS.Type;

import sendepostfach.dns.PracticeNameServer;

/** A sender's domain with all that receivers want to see in DNS, in which a test breaks one thing. */
final class SenderZone {
    final String domain;
    final String ip;
    final String host;
    private final Map<String, List<String>> records = new LinkedHashMap<>();
    private final List<String> silent = new ArrayList<>();

    /** The right domain; its host has an address of its own. */
    SenderZone(int number, String key) {
        domain = "sender" + number + ".example";
        ip = "198.51." + (100 + number / 200) + "." + (1 + number % 200);
        host = "out." + domain;
        set(domain, Type.SOA, "ns." + domain + ". hostmaster." + domain + ". 1 3600 600 86400 300");
        set(domain, Type.MX, "10 mx." + domain + ".");
        set("mx." + domain, Type.A, "203.0.113.9");
        set(host, Type.A, ip);
        set(reverse(ip), Type.PTR, host + ".");
        spf("v=spf1 mx ip4:" + ip + " -all");
        dmarc("v=DMARC1; p=reject; rua=mailto:dmarc@" + domain);
        dkim("v=DKIM1; k=rsa; p=" + key);
    }

    static String reverse(String ip) {
        String[] octets = ip.split("\\.");
        return octets[3] + "." + octets[2] + "." + octets[1] + "." + octets[0] + ".in-addr.arpa";
    }

    SenderZone spf(String... texts) {
        return texts(domain, texts);
    }

    SenderZone dmarc(String... texts) {
        return texts("_dmarc." + domain, texts);
    }

    SenderZone dkim(String... texts) {
        return texts("s1._domainkey." + domain, texts);
    }

    SenderZone texts(String owner, String... texts) {
        var quoted = new ArrayList<String>();
        for (String text : texts) {
            quoted.add(quoted(text));
        }
        return set(owner, Type.TXT, quoted.toArray(String[]::new));
    }

    /** These are the only records of their type. */
    SenderZone set(String owner, int type, String... data) {
        records.put(owner + " " + Type.string(type), List.of(data));
        return this;
    }

    SenderZone without(String owner, int type) {
        records.remove(owner + " " + Type.string(type));
        return this;
    }

    /** The name server does not answer this question. */
    SenderZone silent(String owner, int type) {
        silent.add(owner + " " + Type.string(type));
        return this;
    }

    void publish(PracticeNameServer server) {
        records.forEach((key, data) -> {
            String[] parts = key.split(" ");
            data.forEach(each -> server.has(parts[0], 300, Type.value(parts[1]), each));
        });
        silent.forEach(key -> server.keepsSilentAbout(key.split(" ")[0], Type.value(key.split(" ")[1])));
    }

    /** In strings of at most 255 octets. */
    static String quoted(String text) {
        var quoted = new StringBuilder();
        for (int from = 0; from < text.length(); from += 255) {
            String piece = text.substring(from, Math.min(text.length(), from + 255));
            quoted.append('"').append(piece.replace(";", "\\;")).append("\" ");
        }
        return quoted.toString().strip();
    }
}
