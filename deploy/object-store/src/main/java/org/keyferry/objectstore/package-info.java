/** An S3 server for one machine, on a directory, with conditions as atomic as those of S3. */
package org.keyferry.objectstore;
