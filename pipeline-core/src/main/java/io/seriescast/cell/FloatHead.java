package io.seriescast.cell;

import java.util.List;

/** How the states of the top layer become the output array, and its gradient theirs. */
interface FloatHead {

  /**
   * Whether the output holds every step: then the top layer's signals carry it, else only its last
   * states.
   */
  boolean needsAllSteps();

  /** Writes the output, row-major. {@code dropout} may be null. */
  void write(
      List<FloatPass> passes,
      List<Signal> top,
      Signal input,
      DropoutMasks dropout,
      int steps,
      int batch,
      float[] out);

  /** Reads the gradient of the output, row-major. */
  void readGradient(float[] epsilon, List<Signal> top);

  /**
   * Gradient of the last state of one direction {@code [hidden, batch]}, if not all steps are
   * needed.
   */
  float[] lastGradient(int direction);

  /** Adds what reached the input past the recurrent layers. */
  void addInputGradient(Signal input);
}
