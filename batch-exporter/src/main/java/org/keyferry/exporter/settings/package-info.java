/** What can be set: {@code keyferry.exporter}. */
package org.keyferry.exporter.settings;
