/**
 * Intake: a CSV distribution list becomes candidates and rejected rows. Finds out how the file is written, reads it row by
 * row in constant memory, and checks the addresses. The door to OpenCSV for reading, to JMail, ICU4J and
 * juniversalchardet. May use the vocabulary.
 */
@NullMarked
package sendepostfach.intake;

import org.jspecify.annotations.NullMarked;
