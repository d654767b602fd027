package sendepostfach.smtp;

/** What a {@link ScriptedServer} does at a step of the session. */
public sealed interface ScriptedAnswer {
    /** What a server that takes everything says. */
    static ScriptedAnswer usual() {
        return new Usual();
    }

    /** Says this and goes on; lines parted by \n, each with its code. */
    static ScriptedAnswer reply(String text) {
        return new Reply(text, false);
    }

    /** Says this and ends the connection in order. */
    static ScriptedAnswer close(String text) {
        return new Reply(text, true);
    }

    /** Ends the connection without a word. */
    static ScriptedAnswer drop() {
        return new Drop(false);
    }

    /** Resets the connection (TCP RST) without a word. */
    static ScriptedAnswer reset() {
        return new Drop(true);
    }

    /** At DATA: asks for the mail, reads so many octets of it, and resets the connection in its middle. */
    static ScriptedAnswer resetAfter(int octets) {
        return new Part(octets);
    }

    /** Never answers; keeps the connection open until the client goes or the server is closed. */
    static ScriptedAnswer hang() {
        return new Hang();
    }

    /** See {@link #usual()}. */
    record Usual() implements ScriptedAnswer {}

    /** See {@link #reply(String)} and {@link #close(String)}. */
    record Reply(String text, boolean closes) implements ScriptedAnswer {
        /** Whether it says yes, or asks to go on. */
        boolean isPositive() {
            return text.startsWith("2") || text.startsWith("3");
        }
    }

    /** See {@link #drop()} and {@link #reset()}. */
    record Drop(boolean resets) implements ScriptedAnswer {}

    /** See {@link #resetAfter(int)}. */
    record Part(int octets) implements ScriptedAnswer {}

    /** See {@link #hang()}. */
    record Hang() implements ScriptedAnswer {}
}
