package io.seriescast;

import io.seriescast.model.NetworkSnapshot;
import io.seriescast.publish.Checkpoints;
import io.seriescast.publish.ModelArtifact;
import io.seriescast.publish.Run;
import io.seriescast.train.Checkpoint;
import io.seriescast.train.CheckpointStore;
import io.seriescast.train.CheckpointFormat;
import io.seriescast.window.WindowShape;
import java.util.Map;
import java.util.Optional;

/** Networks and checkpoints between what training knows and what a run keeps on disk. */
record ModelFiles(Run run) {
  void write(NetworkSnapshot network, float[] updaterState) {
    WindowShape shape = network.shape();
    ModelArtifact.Shape sizes =
        new ModelArtifact.Shape(network.parameters().length, shape.context(), shape.horizon(), shape.channels());
    ModelArtifact.write(
        run,
        network.name(),
        new ModelArtifact(sizes, network.configuration(), network.parameters(), updaterState, Map.of("name", network.name())));
  }

  NetworkSnapshot read(String name) {
    ModelArtifact artifact = ModelArtifact.read(run, name);
    ModelArtifact.Shape sizes = artifact.shape();
    WindowShape shape = new WindowShape(sizes.context(), sizes.horizon(), sizes.channels());
    return new NetworkSnapshot(name, shape, artifact.configuration(), artifact.coefficients());
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
