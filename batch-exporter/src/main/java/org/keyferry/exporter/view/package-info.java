/** What readers find beside lists and follows from what is published: chunks, aggregates. */
package org.keyferry.exporter.view;
