/** The plan of feeds of a running backend, shown and changed. */
package org.keyferry.local.plan;
