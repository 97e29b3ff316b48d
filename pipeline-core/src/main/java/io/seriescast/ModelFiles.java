package io.seriescast;

import io.seriescast.model.NetworkSnapshot;
import io.seriescast.publish.Checkpoints;
import io.seriescast.publish.ModelArtifact;
import io.seriescast.publish.Run;
import io.seriescast.train.Checkpoint;
import io.seriescast.train.CheckpointFormat;
import io.seriescast.train.CheckpointStore;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.WindowShape;
import java.util.Map;
import java.util.Optional;

/** Networks and checkpoints between what training knows and what a run keeps on disk. */
record ModelFiles(Run run) {
  void write(NetworkSnapshot network, float[] updaterState) {
    WindowShape shape = WindowShape.of(network.window());
    ModelArtifact.Shape sizes =
        new ModelArtifact.Shape(
            network.parameters().length, shape.context(), shape.horizon(), shape.channels());
    ModelArtifact.write(
        run,
        network.name(),
        new ModelArtifact(
            sizes,
            network.configuration(),
            network.parameters(),
            updaterState,
            Map.of("name", network.name())));
  }

  /**
   * Reads a network.
   *
   * @param window how its windows are cut; another shape than the artifact's is refused
   */
  NetworkSnapshot read(String name, WindowSettings window) {
    ModelArtifact artifact = ModelArtifact.read(run, name);
    WindowShape shape = WindowShape.of(window);
    artifact.requireShape(
        new ModelArtifact.Shape(
            artifact.shape().parameters(), shape.context(), shape.horizon(), shape.channels()),
        ModelArtifact.folder(run, name));
    return new NetworkSnapshot(name, window, artifact.configuration(), artifact.coefficients());
  }

  boolean has(String name) {
    return run.has("model/" + name + "/artifact.json");
  }

  CheckpointStore checkpoints(String name) {
    Checkpoints files = new Checkpoints(run);
    return new CheckpointStore() {
      @Override
      public void save(Checkpoint checkpoint) {
        files.save(name, checkpoint.epoch(), CheckpointFormat.encode(checkpoint));
      }

      @Override
      public Optional<Checkpoint> latest() {
        return files.latest(name).map(found -> CheckpointFormat.decode(found.entries()));
      }
    };
  }
}
