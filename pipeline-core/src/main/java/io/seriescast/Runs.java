package io.seriescast;

import io.seriescast.publish.Output;
import io.seriescast.publish.Run;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Which run a command means. */
final class Runs {
  private Runs() {}

  /** The one of that id, begun or not; a new one for none. */
  static Run choose(Output output, String runId, boolean resume) {
    if (runId != null) {
      return output.run(runId);
    }
    return output.newRun(Clock.systemUTC(), RandomGenerator.getDefault());
  }
}
