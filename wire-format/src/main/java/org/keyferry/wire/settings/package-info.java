/** How settings are declared, documented and refused. */
package org.keyferry.wire.settings;
