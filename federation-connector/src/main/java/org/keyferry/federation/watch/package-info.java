/** Failed tasks start again. */
package org.keyferry.federation.watch;
