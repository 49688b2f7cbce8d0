/** What a phone sends to the submission gateway, and what it hears back. */
package org.keyferry.local.upload;
