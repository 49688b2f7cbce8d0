/** The formats of the European Federation Gateway Service 1.0: batches, signatures, audit. */
package org.keyferry.wire.efgs;
