/** Looks for anything of keys that is older than it may be, in every place of a local backend. */
package org.keyferry.local.audit;
