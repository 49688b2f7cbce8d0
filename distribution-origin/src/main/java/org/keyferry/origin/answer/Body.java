package org.keyferry.origin.answer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.origin.kept.Bytes;
import org.keyferry.origin.kept.KeptFile;
import org.keyferry.origin.kept.KeptObjects;
import org.keyferry.origin.kept.StoreAway;

/**
 * Lets bytes flow to the client: from memory and from whole files as fast as the connection takes
 * them, with no thread that waits for it; else through a buffer, which is all that a slow reader
 * holds.
 */
final class Body {
  private static final int BUFFER = 32 * 1024;

  private final KeptObjects objects;
  private final Response response;
  private final Shown shown;

  Body(KeptObjects objects, Response response, Shown shown) {
    this.objects = objects;
    this.response = response;
    this.shown = shown;
  }

  /**
   * Sends what was found.
   *
   * @param callback is told when all is sent, or why not
   */
  void send(Reply.Found found, Callback callback) {
    try {
      switch (shown.what().bytes()) {
        case Bytes.InHeap(byte[] all) -> response.write(true, ofHeap(found, all), callback);
        case Bytes.OnDisk(KeptFile file) when file.isWhole() && isOneBuffer(found) ->
            lend(file, parts(found).getFirst(), callback);
        case Bytes.OnDisk _, Bytes.InStore _ -> {
          copy(found, Content.Sink.asOutputStream(response));
          callback.succeeded();
        }
      }
    } catch (IOException e) {
      callback.failed(e);
    }
  }

  private List<Reply.Part> parts(Reply.Found found) {
    return switch (found) {
      case Reply.Whole _ -> List.of(new Reply.Part(0, shown.size() - 1));
      case Reply.Part part -> List.of(part);
      case Reply.Parts(List<Reply.Part> parts) -> parts;
    };
  }

  private ByteBuffer ofHeap(Reply.Found found, byte[] all) {
    if (!(found instanceof Reply.Parts parts)) {
      Reply.Part part = parts(found).getFirst();
      return ByteBuffer.wrap(all, (int) part.first(), (int) part.length());
    }
    var bytes = ByteBuffer.allocate((int) Multipart.length(parts, shown));
    for (Reply.Part part : parts.parts()) {
      bytes.put(Multipart.head(part, shown)).put(all, (int) part.first(), (int) part.length());
    }
    return bytes.put(Multipart.END).flip();
  }

  private boolean isOneBuffer(Reply.Found found) {
    return !(found instanceof Reply.Parts) && parts(found).getFirst().length() <= Integer.MAX_VALUE;
  }

  private void lend(KeptFile file, Reply.Part part, Callback callback) throws StoreAway {
    ByteBuffer bytes = StoreAway.unless(() -> file.borrow(part.first(), (int) part.length()));
    response.write(true, bytes, Callback.from(file::giveBack, callback));
  }

  private void copy(Reply.Found found, OutputStream out) throws IOException {
    boolean several = found instanceof Reply.Parts;
    for (Reply.Part part : parts(found)) {
      if (several) {
        out.write(Multipart.head(part, shown));
      }
      copy(part, out);
    }
    if (several) {
      out.write(Multipart.END);
    }
  }

  private void copy(Reply.Part part, OutputStream out) throws IOException {
    if (shown.what().bytes() instanceof Bytes.OnDisk(KeptFile file)) {
      copy(file, part, out);
    } else {
      copyFromStore(part, out);
    }
  }

  private static void copy(KeptFile file, Reply.Part part, OutputStream out) throws IOException {
    try (FileChannel channel = StoreAway.unless(file::open)) {
      var buffer = ByteBuffer.allocate((int) Math.min(BUFFER, part.length()));
      long position = part.first();
      while (position <= part.last()) {
        long there = Math.min(file.awaitBeyond(position), part.last() + 1);
        buffer.clear().limit((int) Math.min(buffer.capacity(), there - position));
        long at = position;
        int read = StoreAway.unless(() -> channel.read(buffer, at));
        if (read < 0) {
          throw new StoreAway(shown(file) + " is shorter than it was");
        }
        out.write(buffer.array(), 0, read);
        position += read;
      }
    }
  }

  private static String shown(KeptFile file) {
    return "the file " + file.path().getFileName();
  }

  private void copyFromStore(Reply.Part part, OutputStream out) throws IOException {
    String name = shown.what().object();
    try (StoredObject opened =
        objects
            .open(name, part.first(), part.length())
            .orElseThrow(() -> new StoreAway(name + " was deleted meanwhile"))) {
      if (!opened.head().etag().equals(shown.what().storeEtag())) {
        throw new StoreAway(name + " is another one by now");
      }
      InputStream from = opened.bytes();
      byte[] buffer = new byte[BUFFER];
      int read = StoreAway.unless(() -> from.read(buffer));
      while (read >= 0) {
        out.write(buffer, 0, read);
        read = StoreAway.unless(() -> from.read(buffer));
      }
    }
  }
}
