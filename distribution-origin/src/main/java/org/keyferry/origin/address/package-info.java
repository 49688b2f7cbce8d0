/** What an address stands for. */
package org.keyferry.origin.address;
