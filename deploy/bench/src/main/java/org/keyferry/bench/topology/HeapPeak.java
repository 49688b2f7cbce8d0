package org.keyferry.bench.topology;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** The most heap of this JVM that was still in use after a collection, since this was made. */
final class HeapPeak implements AutoCloseable {
  private static final double MEBIBYTE = 1024 * 1024;

  private final AtomicLong bytes = new AtomicLong();
  private final NotificationListener listener = (notification, handback) -> note(notification);

  HeapPeak() {
    System.gc();
    for (NotificationEmitter collector : collectors()) {
      collector.addNotificationListener(listener, null, null);
    }
  }

  private static List<NotificationEmitter> collectors() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(NotificationEmitter.class::cast)
        .toList();
  }

  private void note(Notification notification) {
    if (notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      GcInfo info =
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
              .getGcInfo();
      long used =
          info.getMemoryUsageAfterGc().values().stream().mapToLong(MemoryUsage::getUsed).sum();
      bytes.accumulateAndGet(used, Math::max);
    }
  }

  double mebibytes() {
    return bytes.get() / MEBIBYTE;
  }

  @Override
  public void close() {
    for (NotificationEmitter collector : collectors()) {
      try {
        collector.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException("added to every collector", e);
      }
    }
  }
}
