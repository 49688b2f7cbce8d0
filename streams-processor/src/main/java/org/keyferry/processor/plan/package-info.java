/** The plan of feeds as it changes while the processor runs. */
package org.keyferry.processor.plan;
