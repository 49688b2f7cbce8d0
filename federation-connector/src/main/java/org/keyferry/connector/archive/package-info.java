/** Downloaded batches as they came, and those that were set aside. */
package org.keyferry.connector.archive;
