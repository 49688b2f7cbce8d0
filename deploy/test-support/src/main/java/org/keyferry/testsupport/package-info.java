/** Real parts for tests. Nothing of it is in production. */
package org.keyferry.testsupport;
