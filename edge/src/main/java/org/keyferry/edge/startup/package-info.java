/** How a failed start tells what is wrong and how to mend it. */
package org.keyferry.edge.startup;
