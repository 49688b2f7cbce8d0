/** The second stage: keys wait here until they may be published. */
package org.keyferry.processor.hold;
