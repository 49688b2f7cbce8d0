/** How fast uploads are taken in, beside what parsing, producing and verifying cost alone. */
package org.keyferry.bench.gateway;
