package io.seriescast.train;

import java.util.Optional;

/**
 * Where a training keeps its state between averaging rounds. The caller decides what file system
 * that is and how it is kept whole.
 */
public interface CheckpointStore {
  /** Keeps nothing. */
  CheckpointStore NONE =
      new CheckpointStore() {
        @Override
        public void save(Checkpoint checkpoint) {}

        @Override
        public Optional<Checkpoint> latest() {
          return Optional.empty();
        }
      };

  void save(Checkpoint checkpoint);

  /** The newest that is whole, if any. */
  Optional<Checkpoint> latest();
}
