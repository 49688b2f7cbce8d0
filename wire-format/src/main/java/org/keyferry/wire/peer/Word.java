package org.keyferry.wire.peer;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * A constant as the document, metrics and messages write it: in lower case, with hyphens, unless it
 * says otherwise.
 */
public interface Word {
  /** The constant's name. */
  String name();

  /** As the document writes it. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The constant that the document writes so.
   *
   * @param what the member, for errors
   * @throws InvalidPeers if there is none
   */
  static <W extends Word> W parse(W[] all, String what, String text) {
    return Stream.of(all)
        .filter(each -> each.word().equals(text))
        .findFirst()
        .orElseThrow(() ->
            InvalidPeers.refused(
                what, Stream.of(all).map(Word::word).collect(joining(", ", "one of ", "")), text));
  }
}
