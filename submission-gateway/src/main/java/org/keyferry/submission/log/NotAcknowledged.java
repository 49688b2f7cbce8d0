package org.keyferry.submission.log;

/** Not every key of an upload is known to be durable. Trying again is harmless. */
public final class NotAcknowledged extends Exception {
  private static final long serialVersionUID = 1L;

  NotAcknowledged() {
    // Costs nothing: while brokers are away every upload ends so.
    super("the keys could not be stored for now, try again later", null, false, false);
  }
}
