package io.seriescast.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps every checkpoint in memory, as the bytes that a disk would hold. */
final class KeptCheckpoints implements CheckpointStore {
  private final List<Checkpoint> kept = new ArrayList<>();

  static KeptCheckpoints with(Checkpoint checkpoint) {
    KeptCheckpoints store = new KeptCheckpoints();
    store.save(checkpoint);
    return store;
  }

  @Override
  public void save(Checkpoint checkpoint) {
    kept.add(CheckpointFormat.decode(CheckpointFormat.encode(checkpoint), "memory"));
  }

  @Override
  public Optional<Checkpoint> latest() {
    return kept.isEmpty() ? Optional.empty() : Optional.of(newest());
  }

  Checkpoint newest() {
    return kept.get(kept.size() - 1);
  }

  List<Checkpoint> all() {
    return kept;
  }

  /** The one after so many epochs and so many minibatches of the next. */
  Checkpoint after(int epochs, int minibatches) {
    return kept.stream()
        .filter(c -> c.epoch() == epochs && c.partial().minibatches() == minibatches)
        .findFirst()
        .orElseThrow();
  }
}
