package org.keyferry.federation.gateway;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged until it is closed, key-values and causes included. */
final class CapturedAudit extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final PatternLayout layout = new PatternLayout();

  CapturedAudit() {
    setContext(root.getLoggerContext());
    layout.setContext(root.getLoggerContext());
    layout.setPattern("%level %logger %msg %kvp %ex{full}%n");
    layout.start();
    start();
    root.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(layout.doLayout(event));
  }

  /** The lines of the audit log. */
  List<String> audit() {
    return lines.stream().filter(line -> line.contains("keyferry.audit")).toList();
  }

  /** All lines. */
  String text() {
    return String.join("", lines);
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
