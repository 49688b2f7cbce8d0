/** The servers of hubs: EFGS 1.0 under {@code /efgs}, the UK's interop under {@code /interop}. */
package org.keyferry.federation.gateway.hub;
