package org.keyferry.origin.kept;

import java.time.Duration;

/**
 * What an address has, and how sure that is.
 *
 * @param kept it
 * @param age since it was known to be so
 * @param stale whether the store could not be asked again
 */
public record Seen(Kept kept, Duration age, boolean stale) {}
