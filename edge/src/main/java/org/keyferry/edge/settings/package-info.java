/** How settings records are read. */
package org.keyferry.edge.settings;
