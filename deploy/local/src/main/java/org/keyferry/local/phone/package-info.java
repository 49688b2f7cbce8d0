/** A simulated phone: what it broadcasts, hears, uploads, downloads and matches. */
package org.keyferry.local.phone;
