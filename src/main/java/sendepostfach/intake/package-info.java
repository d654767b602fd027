/**
 * Intake: a CSV distribution list becomes recipients and rejected rows. The door to OpenCSV for reading.
 */
@NullMarked
package sendepostfach.intake;

import org.jspecify.annotations.NullMarked;
