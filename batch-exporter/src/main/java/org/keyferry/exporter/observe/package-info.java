/** What operators see of the exporter. */
package org.keyferry.exporter.observe;
