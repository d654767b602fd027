/**
 * HTTP: pages for marketers and operators, the REST API, metrics; the only package that knows HTTP and who is logged in.
 * May use everything but the adapters, which stand behind the ports of the features.
 */
@NullMarked
package sendepostfach.web;

import org.jspecify.annotations.NullMarked;
