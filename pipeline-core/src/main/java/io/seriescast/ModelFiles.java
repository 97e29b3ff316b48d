package io.seriescast;

import io.seriescast.model.NetworkSnapshot;
import io.seriescast.publish.Checkpoints;
import io.seriescast.publish.ModelArtifact;
import io.seriescast.publish.Run;
import io.seriescast.train.Checkpoint;
import io.seriescast.train.CheckpointFormat;
import io.seriescast.train.CheckpointStore;
import io.seriescast.window.Inputs;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.WindowShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Networks and checkpoints between what training knows and what a run keeps on disk. */
record ModelFiles(Run run) {
  void write(NetworkSnapshot network, float[] updaterState) {
    WindowShape shape = WindowShape.of(network.window(), network.inputs());
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
            Map.of("name", network.name()),
            network.inputs()));
  }

  /**
   * Reads a network.
   *
   * @param settings how its windows are cut, and the inputs it is told; others than the artifact's
   *     are refused
   */
  NetworkSnapshot read(String name, Settings settings) {
    ModelArtifact artifact = ModelArtifact.read(run, name);
    int context = artifact.shape().context();
    boolean ofItsOwn = settings.model().contexts().contains(context);
    WindowSettings window = settings.window().network().withContext(ofItsOwn ? context : 0);
    Inputs inputs = artifact.inputs().on(settings.source(), ModelArtifact.folder(run, name));
    WindowShape shape = WindowShape.of(window, inputs);
    artifact.requireShape(
        new ModelArtifact.Shape(
            artifact.shape().parameters(), shape.context(), shape.horizon(), shape.channels()),
        ModelArtifact.folder(run, name));
    return new NetworkSnapshot(
            name, window, inputs, artifact.configuration(), artifact.coefficients())
        .checked(ModelArtifact.folder(run, name));
  }

  /**
   * Networks as they were before they saw the validation part: those of the first fit, under the
   * names of the second one's, where the run has fitted twice. The others as they are.
   */
  List<NetworkSnapshot> beforeValidation(List<String> names, Settings settings) {
    return names.stream()
        .map(
            name -> {
              String first = RunContext.validationName(name);
              return read(has(first) ? first : name, settings).named(name);
            })
        .toList();
  }

  boolean has(String name) {
    return run.has("model/" + name + "/artifact.json");
  }

  CheckpointStore checkpoints(String name) {
    Checkpoints files = new Checkpoints(run);
    return new CheckpointStore() {
      @Override
      public void save(Checkpoint checkpoint) {
        files.save(name, checkpoint.iteration(), CheckpointFormat.encode(checkpoint));
      }

      @Override
      public Optional<Checkpoint> latest() {
        return files
            .latest(name)
            .map(found -> CheckpointFormat.decode(found.entries(), found.folder()));
      }
    };
  }
}
