/**
 * Matching on the phone, for each design: keys of Google/Apple exposure notification, and the key
 * list, filter, filter and list, seed and TCN designs of the DP-3T backend proposal.
 */
package org.keyferry.client.design;
