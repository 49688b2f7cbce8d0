/** What the formats of all hubs have in common: tags, limits, how bad input is told. */
package org.keyferry.wire.hub;
