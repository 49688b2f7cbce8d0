/** Kills at moments that are proven to be the awkward ones. */
package org.keyferry.systemtests.kill;
