package sendepostfach.ledger;

/** The databases on which what is said of the ledger has to hold. */
enum Vendor {
    H2,
    MYSQL;

    TestLedger open() {
        return switch (this) {
            case H2 -> TestLedger.onH2();
            case MYSQL -> TestLedger.onMySql();
        };
    }
}
