package sendepostfach.pacing;

class RememberedPacesTest extends PaceLedgerContract {
    @Override
    protected PaceLedger ledger() {
        return new RememberedPaces();
    }
}
