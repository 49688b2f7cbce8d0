package org.keyferry.origin.kept;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file's bytes as the kernel has them: nothing of them is copied into this process.
 *
 * @param arena ends it
 * @param all its bytes
 */
record MappedFile(Arena arena, MemorySegment all) implements AutoCloseable {

  /** Of a file that has so many bytes. */
  static MappedFile of(Path path, long size) throws IOException {
    try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
      var arena = Arena.ofShared();
      return new MappedFile(arena, file.map(FileChannel.MapMode.READ_ONLY, 0, size, arena));
    }
  }

  /** Some of them, which nobody may use once this is closed. */
  ByteBuffer bytes(long first, int length) {
    return all.asSlice(first, length).asByteBuffer();
  }

  @Override
  public void close() {
    arena.close();
  }
}
