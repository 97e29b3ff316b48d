package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.source.Inventory;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFingerprintTest {
  @TempDir Path folder;

  private InputFingerprint of(String path) {
    Configuration conf = new Configuration();
    return InputFingerprint.of(conf, Inventory.of("source.path", folder + "/" + path, conf));
  }

  @Test
  @DisplayName("F38 input that changes during the run is an error that shows before and after")
  void changed() throws Exception {
    Files.createDirectories(folder.resolve("in/day=1"));
    Files.writeString(folder.resolve("in/a.csv"), "abc");
    Files.writeString(folder.resolve("in/day=1/b.csv"), "de");
    Files.writeString(folder.resolve("in/_SUCCESS"), "");
    InputFingerprint before = of("in");
    assertThat(before.files()).isEqualTo(2);
    assertThat(before.bytes()).isEqualTo(5);
    assertThat(before.kind()).isEqualTo("content");
    before.requireUnchanged(of("in"));

    Files.setLastModifiedTime(folder.resolve("in/a.csv"), FileTime.fromMillis(1_000_000));
    Files.writeString(folder.resolve("in/_temporary"), "hidden from Spark");
    before.requireUnchanged(of("in"));

    Files.writeString(folder.resolve("in/a.csv"), "abd");
    assertChanged(before, "in");
    Files.writeString(folder.resolve("in/a.csv"), "abc");
    before.requireUnchanged(of("in"));
    Files.writeString(folder.resolve("in/c.csv"), "");
    assertChanged(before, "in");
  }

  @Test
  @DisplayName("F38 partition folders may begin with an underscore; a second input counts as well")
  void partitionsAndHolidays() throws Exception {
    Files.createDirectories(folder.resolve("in/_day=1"));
    Files.writeString(folder.resolve("in/_day=1/a.csv"), "abc");
    Files.writeString(folder.resolve("holidays.csv"), "ds");
    assertThat(of("in").files()).isEqualTo(1);

    InputFingerprint both = of("in").and(of("holidays.csv"));
    assertThat(both.files()).isEqualTo(2);
    assertThat(both.bytes()).isEqualTo(5);
    both.requireUnchanged(of("in").and(of("holidays.csv")));
    Files.writeString(folder.resolve("holidays.csv"), "dt");
    assertThatThrownBy(() -> both.requireUnchanged(of("in").and(of("holidays.csv"))))
        .hasMessageContaining("the input changed during the run");
  }

  @Test
  @DisplayName("F38 a large input is known by its files' sizes and times")
  void large() throws Exception {
    try (RandomAccessFile sparse = new RandomAccessFile(folder.resolve("big").toFile(), "rw")) {
      sparse.setLength(InputFingerprint.SMALL + 1);
    }
    InputFingerprint before = of("big");
    assertThat(before.kind()).isEqualTo("listing");
    before.requireUnchanged(of("big"));
    Files.setLastModifiedTime(folder.resolve("big"), FileTime.fromMillis(1_000_000));
    assertChanged(before, "big");
  }

  private void assertChanged(InputFingerprint before, String path) {
    assertThatThrownBy(() -> before.requireUnchanged(of(path)))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageContaining("the input changed during the run")
        .hasMessageContaining("before")
        .hasMessageContaining("after");
  }

  @Test
  @DisplayName("F34 a path that names nothing is an error that names it")
  void missing() {
    assertThatThrownBy(() -> of("nothing-*.csv"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("nothing-*.csv");
  }

  @Test
  void globsAndSettings() throws Exception {
    Files.writeString(folder.resolve("a1.csv"), "x");
    Files.writeString(folder.resolve("a2.csv"), "y");
    assertThat(of("a*.csv").files()).isEqualTo(2);
    assertThat(InputFingerprint.ofSettings(SampleRun.CONFIG).sha256())
        .isEqualTo(SampleRun.CONFIG.sha256());
  }

  @Test
  void aTablesFilesWhateverTheirNames() throws Exception {
    Path table = Files.createDirectories(folder.resolve("day=1 [x]"));
    Path file = Files.writeString(table.resolve("part 1.parquet"), "x");
    Files.writeString(table.resolve("part 2.parquet"), "not in the table");
    List<String> names = List.of(file.toUri().toString());
    InputFingerprint of = InputFingerprint.ofFiles(new Configuration(), names);
    assertThat(of.files()).isEqualTo(1);
    assertThat(of.bytes()).isEqualTo(1);
    Files.delete(file);
    assertThatThrownBy(() -> InputFingerprint.ofFiles(new Configuration(), names))
        .hasMessageContaining("part 1.parquet");
  }
}
