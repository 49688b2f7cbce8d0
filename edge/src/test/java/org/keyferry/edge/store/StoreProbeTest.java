package org.keyferry.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.BrokenStore.Defect;
import org.keyferry.testsupport.EmbeddedObjectStore;

class StoreProbeTest {
  private static final String NAME = "probe/test";
  private static EmbeddedObjectStore server;
  private static S3Connection connection;

  @BeforeAll
  static void start(@TempDir Path directory) {
    server = EmbeddedObjectStore.start(directory);
    connection =
        S3Connection.open(
            new S3Settings(
                server.endpoint(),
                null,
                EmbeddedObjectStore.BUCKET,
                true,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY,
                null));
  }

  @AfterAll
  static void stop() {
    connection.close();
    server.close();
  }

  @AfterEach
  void probeLeavesNothingBehind() throws IOException {
    assertThat(connection.objects().list("probe/")).isEmpty();
  }

  @Test
  void storeThatKeepsConditionsIsAccepted() throws IOException {
    ObjectStore store = probe(connection::objects).prove(NAME);
    assertThat(store).isNotNull();
  }

  @Test
  void storeThatOverwritesExistingObjectsIsRefused() {
    var store = new BrokenStore(connection.objects(), Defect.IGNORES_IF_NONE_MATCH);
    assertThatThrownBy(() -> probe(form -> store).prove(NAME))
        .isInstanceOf(UnusableStore.class)
        .hasMessage(
            "PUT over an object with If-None-Match: * in the store: expected 412, got success");
  }

  @Test
  void storeThatReplacesWhateverTheEtagIsRefused() {
    var store = new BrokenStore(connection.objects(), Defect.IGNORES_IF_MATCH);
    assertThatThrownBy(() -> probe(form -> store).prove(NAME))
        .isInstanceOfSatisfying(
            UnusableStore.class, e -> assertThat(e.remedy()).contains("If-Match"))
        .hasMessage(
            "PUT with a replaced object's ETag in If-Match in the store: expected 412, got"
                + " success");
  }

  @Test
  void storeThatWantsBareEtagsIsUsedWithThem() throws IOException {
    var tried = new ArrayList<EtagForm>();
    Function<EtagForm, ObjectStore> wantsBare =
        form -> {
          tried.add(form);
          return form == EtagForm.UNQUOTED ? connection.objects() : neverMatching();
        };
    ObjectStore store = probe(wantsBare).prove(NAME);
    assertThat(store).isInstanceOf(S3ObjectStore.class);
    assertThat(tried).contains(EtagForm.QUOTED, EtagForm.UNQUOTED);
  }

  @Test
  void storeThatNeverReplacesIsRefused() {
    assertThatThrownBy(() -> probe(form -> neverMatching()).prove(NAME))
        .isInstanceOf(UnusableStore.class)
        .hasMessageContaining("quoted or unquoted");
  }

  private static ObjectStore neverMatching() {
    return new BrokenStore(connection.objects(), Defect.NEVER_MATCHES);
  }

  private static StoreProbe probe(Function<EtagForm, ObjectStore> stores) {
    return new StoreProbe(stores, "the store");
  }
}
