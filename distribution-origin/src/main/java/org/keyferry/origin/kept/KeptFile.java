package org.keyferry.origin.kept;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.keyferry.wire.Problem;

/**
 * A file that is filled once while any number of readers follow.
 *
 * <p>in: bytes from the store; out: the same bytes for each reader, in its own time
 */
public final class KeptFile {
  private static final int BUFFER = 64 * 1024;

  private final Path path;
  private final long size;
  private final Lock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private long written;
  private boolean whole;
  private IOException failure;
  private MappedFile mapped;
  private int borrowed;
  private boolean forgotten;

  KeptFile(Path path, long size) {
    this.path = path;
    this.size = size;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Fills it.
   *
   * @param from has exactly as many bytes as it was made for
   */
  void fill(Verified from) throws IOException {
    try (var file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        write(file, ByteBuffer.wrap(buffer, 0, read));
      }
      from.finish();
      update(() -> whole = true);
    }
  }

  /** Tells all who wait that it will never be whole, unless it is. */
  void fail(IOException why) {
    update(() -> failure = whole ? null : why);
  }

  /** Whether it will never be whole. */
  boolean isBroken() {
    lock.lock();
    try {
      return failure != null;
    } finally {
      lock.unlock();
    }
  }

  private void write(FileChannel file, ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    update(() -> written += length);
  }

  private void update(Runnable change) {
    lock.lock();
    try {
      change.run();
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether all bytes are there, and are what they should be. */
  public boolean isWhole() {
    lock.lock();
    try {
      return whole;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Bytes of a whole file as the kernel has them, which is once for however many readers. They stay
   * until they are given back, even if the file is removed.
   */
  public ByteBuffer borrow(long first, int length) throws IOException {
    lock.lock();
    try {
      if (mapped == null) {
        mapped = MappedFile.of(path, size);
      }
      borrowed++;
      return mapped.bytes(first, length);
    } catch (IOException e) {
      throw lost(e);
    } finally {
      lock.unlock();
    }
  }

  /** One has done with what it borrowed. */
  public void giveBack() {
    lock.lock();
    try {
      borrowed--;
      closeUnlessWanted();
    } finally {
      lock.unlock();
    }
  }

  /** It is kept no longer: its place on the disk is free when the last reader has done with it. */
  void forget() {
    lock.lock();
    try {
      forgotten = true;
      closeUnlessWanted();
    } finally {
      lock.unlock();
    }
  }

  private void closeUnlessWanted() {
    if (forgotten && borrowed == 0 && mapped != null) {
      mapped.close();
      mapped = null;
    }
  }

  /** Opens it for a reader, who closes it. It may be removed meanwhile. */
  public FileChannel open() throws IOException {
    awaitBeyond(0);
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Somebody else has removed it: the next who asks for the object has it fetched anew. */
  private StoreAway lost(IOException why) {
    var problem = new Problem("kept file", path.toString(), "as it was written", why.toString());
    var lost = new StoreAway(problem.toString());
    update(() -> failure = lost);
    return lost;
  }

  /**
   * Waits until there is a byte at the position.
   *
   * @return how many bytes are there, from the first
   * @throws StoreAway if that will never be
   */
  public long awaitBeyond(long position) throws IOException {
    lock.lock();
    try {
      // The last bytes wait for the digest of all: nobody takes a broken file for whole.
      while (failure == null && !whole && (written <= position || written >= size)) {
        grown.await();
      }
      if (failure != null) {
        throw new StoreAway(failure);
      }
      return written;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreAway(e);
    } finally {
      lock.unlock();
    }
  }
}
