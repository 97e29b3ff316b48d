package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.seriescast.Settings;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {
  private static MemoryNeed need(String... sets) {
    Settings settings = Settings.load(null, List.of(sets));
    return MemoryNeed.of(settings);
  }

  private static void check(MemoryNeed need, long heap, long offHeap, long overhead) {
    Preflight.checkMemory(need, new MemoryLimits(heap, offHeap, overhead, 0));
  }

  @Test
  @DisplayName("parameters of the tutorial's network are counted exactly")
  void parameters() {
    // 64 × (1 + 64 + 1) of the cell, 64 + 1 of the linear layer
    assertThat(need().parameters()).isEqualTo(64 * 66 + 65);
    assertThat(need("model.cells=[rnn,lstm]").parameters()).isEqualTo(4 * 64 * 66 + 65);
    assertThat(need("model.cells=[gru]", "model.bidirectional=true").parameters())
        .isEqualTo(2 * 3 * 64 * 66 + 129);
    // what is known ahead is read on, and feeds the linear layer: value, sine, cosine, flag, one
    // step
    assertThat(need("window.calendar=[hour]").parameters()).isEqualTo(64 * 69 + 64 + 4 + 1);
  }

  @Test
  @DisplayName("F57 a network that does not fit beside the heap is refused with the settings")
  void offHeap() {
    MemoryNeed large = need("model.cells=[lstm]", "model.hidden=4096", "model.layers=2");
    assertThatThrownBy(() -> check(large, Long.MAX_VALUE, 1L << 30, 0))
        .hasMessageContaining("javacpp.maxbytes")
        .hasMessageContaining("spark.executor.memoryOverhead")
        .hasMessageContaining("model.hidden");
    assertThatCode(() -> check(need(), 1L << 30, 1L << 30, 1L << 30)).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("F58 a network that a container would be killed for is refused with the setting")
  void container() {
    MemoryNeed large = need("model.cells=[lstm]", "model.hidden=4096", "model.layers=2");
    assertThatThrownBy(() -> check(large, Long.MAX_VALUE, 0, 1L << 30))
        .hasMessageContaining("its container grants 1,024 MB")
        .hasMessageContaining("raise spark.executor.memoryOverhead, or lower");
    assertThatThrownBy(
            () -> Preflight.checkMemory(large, new MemoryLimits(Long.MAX_VALUE, 0, 0, 1L << 30)))
        .hasMessageContaining("this machine has 1,024 MB");
  }

  @Test
  @DisplayName("what a container grants is read as Spark reads it, and on YARN and Kubernetes only")
  void overhead() {
    SparkConf conf = new SparkConf(false).setMaster("yarn").set("spark.executor.memory", "10g");
    assertThat(MemoryLimits.of(conf).overhead()).isEqualTo(1L << 30);
    conf.set("spark.executor.memory", "1g");
    assertThat(MemoryLimits.of(conf).overhead()).isEqualTo(384L << 20);
    conf.set("spark.executor.memoryOverhead", "700m");
    assertThat(MemoryLimits.of(conf).overhead()).isEqualTo(700L << 20);
    assertThat(MemoryLimits.of(conf).machine()).isZero();
    conf.set("spark.executor.extraJavaOptions", "-Da=b -Dorg.bytedeco.javacpp.maxbytes=1g");
    assertThat(MemoryLimits.of(conf).offHeap()).isEqualTo(1L << 30);
    assertThat(MemoryLimits.of(conf.setMaster("spark://h:7077")).overhead()).isZero();
    assertThat(MemoryLimits.of(conf.setMaster("local[2]")).machine()).isPositive();
  }

  @Test
  @DisplayName("F56 states that do not fit the driver's heap are refused with the setting")
  void heap() {
    MemoryNeed large = need("model.cells=[lstm]", "model.hidden=4096", "model.layers=2");
    assertThatThrownBy(() -> check(large, 1L << 30, 0, 0))
        .hasMessageContaining("spark.driver.memory");
  }

  @Test
  @DisplayName("F55 too little free space is said before the run")
  void freeSpace() {
    assertThatThrownBy(() -> Preflight.requireFree("/out", 10L << 20, 64L << 20))
        .hasMessageContaining("/out has 10 MB free")
        .hasMessageContaining("64 MB");
  }

  @Test
  @DisplayName("F64 local folders none of which can be written are told with setting and user")
  void localDirs(@TempDir java.nio.file.Path folder) throws IOException {
    java.nio.file.Path file = Files.createFile(folder.resolve("file"));
    SparkConf conf = new SparkConf(false).set("spark.local.dir", file + "," + file + "/below");
    assertThatThrownBy(() -> LocalDirs.requireOne(conf, Map.of()))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining("spark.local.dir is '" + file + "," + file + "/below', and user ")
        .hasMessageContaining("SPARK_LOCAL_DIRS");
    conf.set("spark.local.dir", file + ", " + folder.resolve("new"));
    assertThatCode(() -> LocalDirs.requireOne(conf, Map.of())).doesNotThrowAnyException();
    assertThatThrownBy(() -> LocalDirs.requireOne(conf, Map.of("SPARK_LOCAL_DIRS", file + "")))
        .hasMessageContaining("'" + file + "'");
    assertThatCode(
            () ->
                LocalDirs.requireOne(
                    conf.set("spark.local.dir", file + ""), Map.of("CONTAINER_ID", "c")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "3.5.7, AES/GCM/NoPadding, true, true",
    "3.5.8-vendor-1, AES/GCM/NoPadding, true, true",
    "3.5.7, AES/GCM/NoPadding, false, false",
    "3.5.7, AES/CTR/NoPadding, true, false",
    "3.5.9, AES/GCM/NoPadding, true, false",
    "3.5.10, AES/GCM/NoPadding, true, false"
  })
  @DisplayName("a cipher by which Spark loses messages is refused with the one to take")
  void cipher(String version, String cipher, boolean encrypted, boolean refused) {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.network.crypto.enabled", String.valueOf(encrypted))
            .set("spark.network.crypto.cipher", cipher);
    Throwable told = catchThrowable(() -> NetworkCipher.requireThatNothingIsLost(conf, version));
    if (refused) {
      assertThat(told).hasMessageContaining("Spark " + version).hasMessageContaining("AES/CTR");
    } else {
      assertThat(told).isNull();
    }
  }

  @Test
  @DisplayName("the input's size is that of its files, of the values to generate, or not known")
  void inputSize(@TempDir java.nio.file.Path folder) throws IOException {
    Files.writeString(folder.resolve("a.csv"), "12345");
    Files.writeString(folder.resolve("b.csv"), "678");
    assertThat(size("source.format=csv", "source.path=" + folder)).isEqualTo(8);
    assertThat(size("source.format=csv", "source.path=" + folder + "/a*")).isEqualTo(5);
    assertThat(size("source.format=csv", "source.path=" + folder + "/c.csv")).isZero();
    assertThat(size("source.format=table", "source.path=sales")).isZero();
    assertThat(size("source.generate.series=3", "source.generate.points=100"))
        .isEqualTo(3 * 100 * 16);
  }

  private static long size(String... sets) throws IOException {
    return InputSize.of(Settings.load(null, List.of(sets)).source(), new Configuration(false));
  }

  @Test
  @DisplayName("more trainers than slots are refused on a cluster, and take turns in local mode")
  void slots() {
    SparkConf standalone =
        new SparkConf(false).setMaster("spark://h:7077").set("spark.cores.max", "2");
    assertThatThrownBy(() -> Slots.of(standalone).requireFor(3))
        .hasMessageContaining("train.workers is 3")
        .hasMessageContaining("spark.cores.max");
    assertThatCode(() -> Slots.of(standalone).requireFor(2)).doesNotThrowAnyException();

    SparkConf yarn =
        new SparkConf(false)
            .setMaster("yarn")
            .set("spark.executor.instances", "2")
            .set("spark.executor.cores", "4")
            .set("spark.task.cpus", "2");
    assertThat(Slots.of(yarn).count()).isEqualTo(4);
    assertThatCode(() -> Slots.of(new SparkConf(false).setMaster("local[1]")).requireFor(8))
        .doesNotThrowAnyException();
  }
}
