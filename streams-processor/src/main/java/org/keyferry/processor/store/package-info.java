/** The stores of stage 1: what lies in them, and how it is found again. */
package org.keyferry.processor.store;
