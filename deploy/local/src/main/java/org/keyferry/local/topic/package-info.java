/** Topics of a running backend, as commands read and write them. */
package org.keyferry.local.topic;
