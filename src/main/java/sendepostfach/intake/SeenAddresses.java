package sendepostfach.intake;

/**
 * Remembers which addresses a list has already had, in 8 to 16 bytes each. What is kept of a key is a hash of 64 bits:
 * among a million addresses the chance that any two different ones share it is 3 in a hundred million (n²/2⁶⁵), which is
 * good enough to count duplicates beforehand. The import itself decides by the keys themselves, in the ledger.
 */
public final class SeenAddresses {
    private static final int FIRST_CAPACITY = 1024;
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    /** Open addressing with linear probing; 0 marks a free slot. The length is a power of two. */
    private long[] slots = new long[FIRST_CAPACITY];

    private int size;

    /** Adds a key ({@link sendepostfach.campaign.Address#key()}) and tells whether it was new. */
    public boolean add(String key) {
        if (size * 4L >= slots.length * 3L) {
            grow();
        }
        if (!insert(slots, hash(key))) {
            return false;
        }
        size++;
        return true;
    }

    /** How many different keys there are. */
    public int size() {
        return size;
    }

    private void grow() {
        var larger = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                insert(larger, hash);
            }
        }
        slots = larger;
    }

    private static boolean insert(long[] slots, long hash) {
        int mask = slots.length - 1;
        int i = (int) hash & mask;
        while (slots[i] != 0) {
            if (slots[i] == hash) {
                return false;
            }
            i = (i + 1) & mask;
        }
        slots[i] = hash;
        return true;
    }

    /** Every character goes through a full mix (the finaliser of SplitMix64), so that all bits depend on all characters. */
    private static long hash(String key) {
        long hash = key.length() * MULTIPLIER;
        for (int i = 0; i < key.length(); i++) {
            hash = mix(hash + key.charAt(i) + MULTIPLIER);
        }
        return hash == 0 ? MULTIPLIER : hash;
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
