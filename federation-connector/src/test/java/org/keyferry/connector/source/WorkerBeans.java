package org.keyferry.connector.source;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a worker shows by JMX of the feeds that it reads. */
final class WorkerBeans implements AutoCloseable {
  private final JMXConnector connection;

  private WorkerBeans(JMXConnector connection) {
    this.connection = connection;
  }

  /** By the address that the worker's own process tells. */
  @SuppressWarnings("BanJNDI")
  static WorkerBeans of(Worker worker) throws IOException, AttachNotSupportedException {
    var machine = VirtualMachine.attach(String.valueOf(worker.pid()));
    try {
      var url = new JMXServiceURL(machine.startLocalManagementAgent());
      return new WorkerBeans(JMXConnectorFactory.connect(url));
    } finally {
      machine.detach();
    }
  }

  /** A count of a feed; empty if there is no bean of it. */
  Optional<Long> count(String peer, String feed, String name) throws IOException, JMException {
    MBeanServerConnection beans = connection.getMBeanServerConnection();
    for (ObjectName bean : beans.queryNames(new ObjectName("kafka.connect:type=plugins,*"), null)) {
      boolean right =
          peer.equals(bean.getKeyProperty("peer")) && feed.equals(bean.getKeyProperty("feed"));
      if (right) {
        return Optional.of((Long) beans.getAttribute(bean, name));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
