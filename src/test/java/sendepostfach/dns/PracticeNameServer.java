package sendepostfach.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on loopback, UDP and TCP, that answers what a test has told it and counts the questions. */
public final class PracticeNameServer implements AutoCloseable {
    /** For those who ask a server that keeps silent. */
    public static final DnsSettings IMPATIENT =
            new DnsSettings(Duration.ofMillis(300), 1, 64, Duration.ofHours(1), Duration.ofHours(1), 1000);

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<String, List<Record>> zone = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> codes = new HashMap<>();
    private final Set<String> truncated = new HashSet<>();
    private final Map<String, List<Record>> authority = new HashMap<>();
    private final Map<String, AtomicInteger> questions = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger overTcp = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean held;
    private volatile boolean deniesOthers;
    private volatile boolean old;
    private volatile long delayMillis;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    public PracticeNameServer() {
        try {
            tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        daemon("udp", this::serveUdp);
        daemon("tcp", this::serveTcp);
    }

    public NameServer address() {
        return NameServer.parse("127.0.0.1:" + tcp.getLocalPort());
    }

    /** Adds a record; names in the data end with a dot. The root is {@code "."}. */
    public PracticeNameServer has(String owner, int ttl, int type, String data) {
        return has(record(owner, ttl, type, data));
    }

    /** Adds a record as it is, so that it may hold what text cannot say. */
    public PracticeNameServer has(Record record) {
        String owner = name(record.getName());
        records(zone, owner, record.getType()).add(record);
        for (int dot = -1; dot != 0; dot = owner.indexOf('.') + 1) {
            owner = owner.substring(Math.max(0, dot));
            known.add(owner);
        }
        return this;
    }

    /** Replaces the records of a type, as when a remedy is published. */
    public PracticeNameServer replaces(String owner, int ttl, int type, String data) {
        zone.remove(key(owner.toLowerCase(Locale.ROOT), type));
        return has(owner, ttl, type, data);
    }

    /** Says that names do not exist (NXDOMAIN) which have no records, and no names below them that have. */
    public PracticeNameServer deniesOtherNames() {
        deniesOthers = true;
        return this;
    }

    /** Does not understand questions with EDNS (RFC 6891). */
    public PracticeNameServer knowsNoExtensions() {
        old = true;
        return this;
    }

    /** Answers every question so much later, all of them side by side. */
    public PracticeNameServer takes(Duration delay) {
        delayMillis = delay.toMillis();
        return this;
    }

    /** How many questions waited for their late answers at once. */
    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    /** Lets questions of one type about this name go unanswered. */
    public PracticeNameServer keepsSilentAbout(String owner, int type) {
        silent.add(key(owner.toLowerCase(Locale.ROOT), type));
        return this;
    }

    /** Lets questions of one type about this name fail with SERVFAIL. */
    public PracticeNameServer fails(String owner, int type) {
        codes.put(key(owner.toLowerCase(Locale.ROOT), type), Rcode.SERVFAIL);
        return this;
    }

    /** Lets empty answers about this name carry a record in the authority section. */
    PracticeNameServer hasAuthority(String owner, int type, String data) {
        authority.computeIfAbsent(owner, name -> new ArrayList<>()).add(record(owner, 300, type, data));
        return this;
    }

    public PracticeNameServer answers(String owner, int code) {
        codes.put(owner, code);
        return this;
    }

    public PracticeNameServer truncatesOverUdp(String owner) {
        truncated.add(owner);
        return this;
    }

    /** Lets questions about this name go unanswered; {@code *} stands for all names. */
    public PracticeNameServer keepsSilentAbout(String owner) {
        silent.add(owner);
        return this;
    }

    PracticeNameServer answersAgainAbout(String owner) {
        silent.remove(owner);
        return this;
    }

    /** Takes questions from now on, and answers them when {@link #letGo} is called. */
    PracticeNameServer holds() {
        held = true;
        return this;
    }

    void letGo() {
        open.countDown();
    }

    public int questionsAbout(String owner, int type) {
        AtomicInteger count = questions.get(key(owner, type));
        return count == null ? 0 : count.get();
    }

    /** How often the question was asked that was asked most often. */
    public int mostOftenAsked() {
        return questions.values().stream().mapToInt(AtomicInteger::get).max().orElse(0);
    }

    public int questions() {
        return questions.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    public int questionsOverTcp() {
        return overTcp.get();
    }

    private byte[] answer(byte[] wire, boolean overUdp) throws IOException {
        var question = new Message(wire);
        String name = name(question.getQuestion().getName());
        int type = question.getQuestion().getType();
        questions.computeIfAbsent(key(name, type), any -> new AtomicInteger()).incrementAndGet();
        if (silent.contains(name) || silent.contains("*") || silent.contains(key(name, type))) {
            return new byte[0];
        }
        var answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        int usual = deniesOthers && !known.contains(name) ? Rcode.NXDOMAIN : Rcode.NOERROR;
        answer.getHeader().setRcode(codes.getOrDefault(name, codes.getOrDefault(key(name, type), usual)));
        answer.addRecord(question.getQuestion(), Section.QUESTION);
        if (old && question.getOPT() != null) {
            answer.getHeader().setRcode(Rcode.FORMERR);
            return answer.toWire();
        }
        if (overUdp && truncated.contains(name)) {
            answer.getHeader().setFlag(Flags.TC);
            return answer.toWire();
        }
        for (Record record : zone.getOrDefault(key(name, Type.CNAME), zone.getOrDefault(key(name, type), List.of()))) {
            answer.addRecord(record, Section.ANSWER);
        }
        authority.getOrDefault(name, List.of()).forEach(record -> answer.addRecord(record, Section.AUTHORITY));
        return answer.toWire();
    }

    private void serveUdp() {
        var buffer = new byte[4096];
        var later = new ArrayList<DatagramPacket>();
        try {
            while (true) {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] wire = answer(Arrays.copyOf(buffer, packet.getLength()), true);
                var reply = new DatagramPacket(wire, wire.length, packet.getSocketAddress());
                if (held) {
                    later.add(reply);
                    if (later.size() == 1) {
                        daemon("held", () -> sendWhenLetGo(later));
                    }
                } else if (wire.length > 0 && delayMillis > 0) {
                    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS)
                            .execute(() -> {
                                underWay.decrementAndGet();
                                send(reply);
                            });
                } else if (wire.length > 0) {
                    udp.send(reply);
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void send(DatagramPacket reply) {
        try {
            udp.send(reply);
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void sendWhenLetGo(List<DatagramPacket> replies) {
        try {
            open.await();
            held = false;
            for (DatagramPacket reply : List.copyOf(replies)) {
                udp.send(reply);
            }
        } catch (IOException | InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void serveTcp() {
        try {
            while (true) {
                Socket socket = tcp.accept();
                daemon("tcp-client", () -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var in = new DataInputStream(socket.getInputStream());
                var out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                var wire = new byte[in.readUnsignedShort()];
                in.readFully(wire);
                overTcp.incrementAndGet();
                byte[] answer = answer(wire, false);
                var framed = new byte[answer.length + 2];
                framed[0] = (byte) (answer.length >> 8);
                framed[1] = (byte) answer.length;
                System.arraycopy(answer, 0, framed, 2, answer.length);
                out.write(framed);
                out.flush();
            }
        } catch (IOException closed) {
            // The client has gone.
        }
    }

    private static List<Record> records(Map<String, List<Record>> map, String owner, int type) {
        return map.computeIfAbsent(key(owner, type), any -> new CopyOnWriteArrayList<>());
    }

    private static Record record(String owner, int ttl, int type, String data) {
        try {
            return Record.fromString(Name.fromString(owner, Name.root), type, DClass.IN, ttl, data, Name.root);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static String name(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    private static String key(String owner, int type) {
        return owner + " " + Type.string(type);
    }

    private static void daemon(String name, Runnable work) {
        var thread = new Thread(work, "practice-name-server-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
