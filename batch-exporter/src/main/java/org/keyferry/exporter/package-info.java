/** The app that signs sealed batches and puts them where phones find them. */
package org.keyferry.exporter;
