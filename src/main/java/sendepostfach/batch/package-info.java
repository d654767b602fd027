/**
 * Spring Batch: in what order. One job a page; the only package that knows Spring Batch.
 */
@NullMarked
package sendepostfach.batch;

import org.jspecify.annotations.NullMarked;
