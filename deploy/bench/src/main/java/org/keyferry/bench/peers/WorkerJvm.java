package org.keyferry.bench.peers;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.wire.peer.Phase;

/** The worker's JVM from inside: its heap, its threads, what the connector counts. */
final class WorkerJvm implements AutoCloseable {
  private static final double MEBIBYTE = 1024 * 1024;
  private static final int COLLECTIONS = 3;

  private final JMXConnector connector;
  private final MBeanServerConnection beans;
  private final MemoryMXBean memory;
  private final ThreadMXBean threads;

  private WorkerJvm(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.beans = connector.getMBeanServerConnection();
    this.memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
    this.threads = ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class);
  }

  /** Of a process that this one has started, whose objects may be read. */
  @SuppressWarnings("BanJNDI")
  static WorkerJvm of(ChildJvm process) throws IOException {
    try {
      var machine = VirtualMachine.attach(String.valueOf(process.pid()));
      String address = machine.startLocalManagementAgent();
      machine.detach();
      return new WorkerJvm(JMXConnectorFactory.connect(new JMXServiceURL(address)));
    } catch (AttachNotSupportedException e) {
      throw new IOException("the worker's JVM can't be asked", e);
    }
  }

  /**
   * What is in use after a full collection: the least of some, as batches are under way meanwhile.
   */
  double heapMebibytes() {
    long least = Long.MAX_VALUE;
    for (int collection = 0; collection < COLLECTIONS; collection++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least / MEBIBYTE;
  }

  /** Threads of the platform; those that wait for peers are none. */
  int threads() {
    return threads.getThreadCount();
  }

  /** What the connector counted under that name, of all feeds. */
  long counted(String name) throws IOException {
    return sum(name, "peer=*");
  }

  /** How many peers the connector says are in a phase. */
  long peersIn(Phase phase) throws IOException {
    return sum("peers", "phase=" + phase.word());
  }

  private long sum(String name, String tag) throws IOException {
    try {
      long sum = 0;
      var all = new ObjectName("kafka.connect:type=plugins," + tag + ",*");
      for (ObjectName each : beans.queryNames(all, null)) {
        if (beans.getAttribute(each, name) instanceof Number number) {
          sum += number.longValue();
        }
      }
      return sum;
    } catch (JMException e) {
      throw new IOException("the worker does not tell " + name, e);
    }
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
