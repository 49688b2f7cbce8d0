/** Phones that upload at a steady rate and remember what was acknowledged. */
package org.keyferry.systemtests.upload;
