package org.keyferry.wire.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SubmittedKey;

/**
 * What persons and peers say about where a key belongs has no place behind admission, but for the
 * origin, where settings keep it.
 */
class BatchSchemaTest {
  private static final List<String> SAID =
      List.of(
          "origin", "region", "interest", "countr", "cluster", "peer", "via", "consent", "travel");

  @Test
  @Tag("V17")
  @Tag("N18")
  void slicesAndBatchesHaveNoFieldForPlacesButThoseThatSettingsAskFor() {
    var fields = new TreeSet<String>();
    for (Descriptor message :
        List.of(
            FeedSlice.getDescriptor(),
            SealedBatch.getDescriptor(),
            PublishedBatch.getDescriptor())) {
      collect(message, fields);
    }

    assertThat(fields).contains("keyferry.event.v1.BatchKey.key_data");
    assertThat(fields)
        .filteredOn(BatchSchemaTest::tellsWhere)
        .containsExactly(
            "keyferry.event.v1.BatchKey.origin",
            "keyferry.event.v1.PublishedBatch.region",
            "keyferry.event.v1.SealedManifest.origin",
            "keyferry.event.v1.SealedManifest.region",
            "keyferry.event.v1.SealedManifest.visited_countries");
  }

  @Test
  @Tag("N18")
  void keysComeInWithAnOriginAndASetOfRegionsOfInterest() {
    for (Descriptor input : List.of(SubmittedKey.getDescriptor(), FederatedKey.getDescriptor())) {
      var fields = new TreeSet<String>();
      collect(input, fields);

      assertThat(fields)
          .contains(
              input.getFullName() + ".origin",
              "keyferry.event.v1.RegionsOfInterest.whole_cluster",
              "keyferry.event.v1.RegionsOfInterest.regions");
    }
  }

  private static boolean tellsWhere(String field) {
    String name = field.substring(field.lastIndexOf('.') + 1);
    return List.of(name.split("_")).stream()
        .anyMatch(word -> SAID.stream().anyMatch(word::startsWith));
  }

  /** The full names of all fields of the message and of those that it can hold. */
  private static void collect(Descriptor message, Set<String> found) {
    for (FieldDescriptor field : message.getFields()) {
      if (found.add(field.getFullName()) && field.getJavaType() == JavaType.MESSAGE) {
        collect(field.getMessageType(), found);
      }
    }
  }
}
