package org.keyferry.wire.peer;

import java.util.Optional;

/** In which cluster a region is, and who says so. */
record Membership(String by, Optional<ClusterId> cluster) {}
