/** End-to-end tests: the production jars as processes of their own, and the command line. */
package org.keyferry.systemtests;
