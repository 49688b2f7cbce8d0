package org.keyferry.exporter.observe;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent.Reason;

/**
 * Ends the app when its consumer has ended for good: whoever runs it starts it again, and an app
 * that does nothing looks alive to nobody.
 */
final class FatalStop implements ApplicationListener<ConsumerStoppedEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(FatalStop.class);

  private final ApplicationContext context;
  private final IntConsumer exit;
  private final AtomicBoolean stopping = new AtomicBoolean();

  /**
   * @param exit takes the exit code when the context is closed
   */
  FatalStop(ApplicationContext context, IntConsumer exit) {
    this.context = context;
    this.exit = exit;
  }

  @Override
  public void onApplicationEvent(ConsumerStoppedEvent event) {
    if (event.getReason() == Reason.NORMAL || !stopping.compareAndSet(false, true)) {
      return;
    }
    LOG.atError().addKeyValue("reason", event.getReason()).log("the consumer ended for good");
    // Closing the context waits for the consumer's thread, which is this one.
    Thread.ofPlatform()
        .name("fatal-stop")
        .start(() -> exit.accept(SpringApplication.exit(context, () -> 1)));
  }
}
