/** Failed tasks start again. */
package org.keyferry.connector.watch;
