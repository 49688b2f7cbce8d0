/** The demonstration: phones meet, some fall ill and upload, the others learn of it over HTTP. */
package org.keyferry.local.demo;
