/** How long anything may stay, and whether the settings keep to it. */
package org.keyferry.wire.retention;
