/** Google/Apple exposure notification on the phone: what keys become, what is heard, matching. */
package org.keyferry.client.gaen;
