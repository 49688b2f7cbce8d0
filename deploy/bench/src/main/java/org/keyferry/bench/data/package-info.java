/** Made-up keys and events in any number, equal for equal seeds. */
package org.keyferry.bench.data;
