/** An origin and what stands behind it, which do as tests tell them. */
package org.keyferry.client.testing;
