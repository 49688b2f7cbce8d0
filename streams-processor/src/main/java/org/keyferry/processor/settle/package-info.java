/** The third stage: a grain is over, and its keys are told from repeats in key order. */
package org.keyferry.processor.settle;
