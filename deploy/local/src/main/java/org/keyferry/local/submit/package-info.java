/** Phones that only upload. */
package org.keyferry.local.submit;
