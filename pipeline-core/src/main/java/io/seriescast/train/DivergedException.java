package io.seriescast.train;

/**
 * A worker's loss or parameters stopped being finite numbers within a round; the round was not
 * applied.
 */
final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(int worker, double loss) {
    super("worker %d diverged: mean loss of the round %s".formatted(worker, loss));
  }
}
