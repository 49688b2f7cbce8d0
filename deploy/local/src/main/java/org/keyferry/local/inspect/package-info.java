/** Export files as people and scripts look at them. */
package org.keyferry.local.inspect;
