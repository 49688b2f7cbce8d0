/** Who signs: keys in files, modules and services, behind one interface. */
package org.keyferry.exporter.sign;
