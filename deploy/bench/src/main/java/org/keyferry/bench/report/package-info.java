/** What was measured, and how it is shown: on the terminal, as JSON, as a page. */
package org.keyferry.bench.report;
