package org.keyferry.wire.document;

import java.util.List;
import org.keyferry.wire.Problem;
import org.keyferry.wire.hub.JsonOutput;
import tools.jackson.core.JsonGenerator;

/**
 * The twin of {@code index.txt}, which is signed.
 *
 * @param feed the feed's id
 * @param head its place among the documents of its address
 * @param indexHash SHA-256 of {@code index.txt}
 * @param files what {@code index.txt} names, in its order
 */
public record FileIndex(
    String feed, DocumentHead head, ContentHash indexHash, List<ListedFile> files) {
  /** The version of the format. */
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException if the names don't ascend
   */
  public FileIndex {
    files = List.copyOf(files);
    for (int i = 1; i < files.size(); i++) {
      if (files.get(i).name().compareTo(files.get(i - 1).name()) <= 0) {
        throw new IllegalArgumentException(
            new Problem(
                    "name",
                    "file index",
                    "one greater than the one before",
                    "the " + (i + 1) + ". is not")
                .toString());
      }
    }
  }

  /** The JSON bytes: the same document is the same bytes. */
  public byte[] render() {
    return JsonOutput.write(out -> {
      out.writeStartObject();
      out.writeNumberProperty("version", VERSION);
      out.writeStringProperty("feed", feed);
      HeadJson.write(out, head);
      out.writeStringProperty("index_sha256", indexHash.text());
      out.writeArrayPropertyStart("files");
      files.forEach(file -> write(out, file));
      out.writeEndArray();
      out.writeEndObject();
    });
  }

  private static void write(JsonGenerator out, ListedFile file) {
    out.writeStartObject();
    out.writeStringProperty("name", file.name());
    out.writeStringProperty("hash", file.hash().text());
    out.writeNumberProperty("bytes", file.bytes());
    out.writeStringProperty("batch", file.batch().toString());
    out.writeEndObject();
  }

  /**
   * Reads what {@link #render} wrote; members that it doesn't know are passed over.
   *
   * @param where it comes from, for errors
   * @throws MalformedDocument if it is no such document
   */
  public static FileIndex parse(byte[] json, String where) throws MalformedDocument {
    return DocumentFields.read(json, where, FileIndex::read);
  }

  private static FileIndex read(DocumentFields fields) throws MalformedDocument {
    fields.checkVersion(VERSION);
    return new FileIndex(
        fields.text("feed"),
        HeadJson.read(fields),
        fields.value("index_sha256", ContentHash::new),
        fields.objects("files", FileIndex::file));
  }

  private static ListedFile file(DocumentFields fields) throws MalformedDocument {
    return new ListedFile(
        fields.text("name"),
        fields.value("hash", ContentHash::new),
        fields.number("bytes"),
        fields.value("batch", BatchName::parse));
  }
}
