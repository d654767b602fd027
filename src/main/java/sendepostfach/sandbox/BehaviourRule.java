package sendepostfach.sandbox;

/** A trait as the rules describe it. What a trait remembers begins with each start of the sandbox. */
@FunctionalInterface
interface BehaviourRule {
    Behaviour start(World world);
}
