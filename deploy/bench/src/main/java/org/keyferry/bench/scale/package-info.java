/** Several instances of an app beside one, each with the same part of the machine. */
package org.keyferry.bench.scale;
