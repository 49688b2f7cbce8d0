/** The distribution origin beside nginx, which serves the same files from disk. */
package org.keyferry.bench.origin;
