package io.seriescast;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.PipelineException;
import io.seriescast.publish.Checkpoints;
import io.seriescast.publish.Output;
import io.seriescast.publish.Run;
import io.seriescast.train.CheckpointStore;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
  @TempDir Path folder;

  @Test
  @DisplayName("F48 a checkpoint that is sealed, but not one of ours: its folder is told")
  void foreignCheckpoint() {
    Run run = Output.create(new Configuration(), folder.toString()).run("r1");
    new Checkpoints(run).save("gru", 7, Map.of("parameters.bin", new byte[8]));
    CheckpointStore store = new ModelFiles(run).checkpoints("gru");
    assertThatThrownBy(store::latest)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("work/r1/checkpoints/gru/7 is whole")
        .hasMessageContaining("holds [parameters.bin]");
  }
}
