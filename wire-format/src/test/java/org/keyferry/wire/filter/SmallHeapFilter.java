package org.keyferry.wire.filter;

import java.io.BufferedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a filter of many items and reads it: what a process of its own does with a small heap. */
final class SmallHeapFilter {
  private SmallHeapFilter() {}

  public static void main(String[] arguments) throws Exception {
    var path = Path.of(arguments[0]);
    var shape = new FilterShape(FilterKind.valueOf(arguments[1]), 32, ItemKind.PROXIMITY_ID);
    int items = Integer.parseInt(arguments[2]);
    write(path, shape, items);
    try (var in = Files.newInputStream(path)) {
      var filter = new FilterReader().read(in, path.toString());
      for (int i = 0; i < items; i += 97) {
        if (!filter.mightContain(SampleItems.item(i))) {
          throw new AssertionError("item " + i + " is missing");
        }
      }
      System.out.println("found all of " + filter.header().itemCount());
    }
  }

  private static void write(Path path, FilterShape shape, int items) throws Exception {
    var builder = new FilterBuilder(shape, SampleItems.STAMP, "202601010200");
    for (int i = 0; i < items; i++) {
      builder.add(SampleItems.item(i));
    }
    try (var out = new BufferedOutputStream(Files.newOutputStream(path))) {
      builder.build().writeTo(out);
    }
  }
}
