package org.keyferry.submission;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged at INFO or above until it is closed, key-values and causes included.
 */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final PatternLayout layout = new PatternLayout();

  CapturedLog() {
    setContext(root.getLoggerContext());
    layout.setContext(root.getLoggerContext());
    layout.setPattern("%level %logger %thread %msg %kvp %mdc %ex{full}%n");
    layout.start();
    start();
    root.addAppender(this);
    root.setLevel(Level.INFO);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(layout.doLayout(event));
  }

  String text() {
    return String.join("", lines);
  }

  @Override
  public void close() {
    root.setLevel(before);
    root.detachAppender(this);
    stop();
  }
}
