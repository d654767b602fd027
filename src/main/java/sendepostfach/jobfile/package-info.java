/**
 * Job files and mailbox files, read into the vocabulary with errors that name file, line, field and remedy. The door to YAML.
 * May use the vocabulary, and of the mail what its HTML refers to.
 */
@NullMarked
package sendepostfach.jobfile;

import org.jspecify.annotations.NullMarked;
