/** The backend under test: the production jars, a broker and an object store, each a process. */
package org.keyferry.systemtests.backend;
