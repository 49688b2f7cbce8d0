/** How much a stage does at once, and when it goes on. */
package org.keyferry.processor.step;
