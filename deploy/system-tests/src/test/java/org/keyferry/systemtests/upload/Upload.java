package org.keyferry.systemtests.upload;

import java.util.List;
import org.keyferry.systemtests.download.KeyBytes;

/**
 * One phone's upload, ready to be sent as often as it takes.
 *
 * @param keys its keys
 * @param body the request body, always the same
 */
public record Upload(List<KeyBytes> keys, String body) {}
