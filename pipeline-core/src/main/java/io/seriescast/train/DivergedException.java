package io.seriescast.train;

/** A round that {@link Divergence} tells as diverged; it was not applied. */
final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DivergedException(String message) {
    super(message);
  }

  static DivergedException notFinite(int worker, double loss) {
    return new DivergedException(
        "worker %d diverged: mean loss of the round %s".formatted(worker, loss));
  }

  static DivergedException grown(double loss, double untrained) {
    return new DivergedException(
        "mean loss of the round %.3g, that of the untrained network %.3g"
            .formatted(loss, untrained));
  }
}
