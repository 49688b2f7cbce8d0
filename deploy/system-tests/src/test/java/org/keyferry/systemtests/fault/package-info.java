/** What goes wrong around a backend that runs, and what must hold all the same. */
package org.keyferry.systemtests.fault;
