package org.keyferry.exporter.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.keyferry.event.v1.PublishedObject;

/**
 * The export files of one batch while others build and store them.
 *
 * @param files in the order of the batch's keys
 */
record FilesUnderWay(List<Future<PublishedObject>> files) implements AutoCloseable {

  FilesUnderWay {
    files = List.copyOf(files);
  }

  /**
   * All files, once each is stored and verified.
   *
   * @throws IOException if one could not be; the others have ended by then, too
   */
  List<PublishedObject> await() throws IOException {
    close();
    var done = new ArrayList<PublishedObject>();
    try {
      for (Future<PublishedObject> file : files) {
        done.add(file.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (CancellationException e) {
      throw new IOException("stopped while files were being stored", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Waits until nothing is under way any more, however it ends: whoever has the keys on disk may
   * remove them then.
   */
  @Override
  public void close() throws IOException {
    for (Future<PublishedObject> file : files) {
      try {
        file.get();
      } catch (InterruptedException e) {
        files.forEach(each -> each.cancel(true));
        throw interrupted(e);
      } catch (ExecutionException | CancellationException e) {
        // Told by await, if anybody asks.
      }
    }
  }

  private static IOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted while files were being stored", cause);
  }
}
