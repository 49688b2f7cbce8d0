package org.keyferry.processor.runtime;

import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/**
 * How much memory beside the heap all stores of the process share: {@code
 * keyferry.processor.stores}.
 */
public record StoreSettings(
    @Setting(
            "Memory for blocks, indexes and filters of the files, 16 to 65,536 MiB. Indexes and"
                + " filters of 42 million known keys take about 110 MiB; what doesn't fit is read"
                + " from disk again and again. Memory tables count against it.")
        Integer cacheMebibytes,
    @Setting(
            "Of it at most so much for what was written and is not yet in files, 8 MiB to half of"
                + " the cache. Less makes more and smaller files.")
        Integer memoryTablesMebibytes) {

  public StoreSettings {
    cacheMebibytes = cacheMebibytes == null ? 320 : cacheMebibytes;
    memoryTablesMebibytes =
        memoryTablesMebibytes == null ? Math.min(128, cacheMebibytes / 2) : memoryTablesMebibytes;
    String at = "keyferry.processor.stores.";
    InvalidSetting.unlessBetween(16, 65_536, at + "cache-mebibytes", cacheMebibytes);
    InvalidSetting.unlessBetween(
        8, cacheMebibytes / 2, at + "memory-tables-mebibytes", memoryTablesMebibytes);
  }
}
