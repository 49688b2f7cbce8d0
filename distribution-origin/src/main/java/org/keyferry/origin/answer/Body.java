package org.keyferry.origin.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.origin.kept.Bytes;
import org.keyferry.origin.kept.KeptFile;
import org.keyferry.origin.kept.KeptObjects;
import org.keyferry.origin.kept.StoreAway;

/**
 * Lets bytes flow to the client: from memory; from disk, by the kernel where all are there; or from
 * the store. A slow reader holds no more than a buffer, and a whole file holds not even a thread.
 */
final class Body {
  private static final int BUFFER = 32 * 1024;
  private static final String SENDFILE = "org.apache.tomcat.sendfile.";

  private final KeptObjects objects;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Shown shown;

  Body(
      KeptObjects objects,
      HttpServletRequest request,
      HttpServletResponse response,
      Shown shown) {
    this.objects = objects;
    this.request = request;
    this.response = response;
    this.shown = shown;
  }

  /**
   * Sends what was found.
   *
   * @throws StoreAway if the store fails, before or amid the bytes
   * @throws IOException if the client is gone
   */
  void send(Reply.Found found) throws IOException {
    switch (found) {
      case Reply.Whole _ when shown.size() == 0 -> {}
      case Reply.Whole _ -> send(new Reply.Part(0, shown.size() - 1));
      case Reply.Part part -> {
        if (!leftToServer(part)) {
          copy(part, response.getOutputStream());
        }
      }
      case Reply.Parts parts -> {
        OutputStream out = response.getOutputStream();
        for (Reply.Part part : parts.parts()) {
          out.write(Multipart.head(part, shown));
          copy(part, out);
        }
        out.write(Multipart.END);
      }
    }
  }

  private boolean leftToServer(Reply.Part part) {
    if (shown.what().bytes() instanceof Bytes.OnDisk(KeptFile file)
        && Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))
        && file.isWhole()) {
      request.setAttribute(SENDFILE + "filename", file.path().toString());
      request.setAttribute(SENDFILE + "start", part.first());
      request.setAttribute(SENDFILE + "end", part.last() + 1);
      return true;
    }
    return false;
  }

  private void copy(Reply.Part part, OutputStream out) throws IOException {
    switch (shown.what().bytes()) {
      case Bytes.InHeap(byte[] all) -> out.write(all, (int) part.first(), (int) part.length());
      case Bytes.OnDisk(KeptFile file) -> copy(file, part, out);
      case Bytes.InStore _ -> copyFromStore(part, out);
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
