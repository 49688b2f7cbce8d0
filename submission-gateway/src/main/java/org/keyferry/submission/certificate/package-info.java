/**
 * The verification certificate: an ES256 JWT by which a health authority vouches for exactly one
 * set of keys.
 */
package org.keyferry.submission.certificate;
