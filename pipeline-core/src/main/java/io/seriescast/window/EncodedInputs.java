package io.seriescast.window;

import io.seriescast.table.Frequency;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The exogenous values of one series as networks see them: (value − mean) / standard deviation,
 * both of the training part, clipped to ±{@value #CLIP}; 0 where nothing is known.
 *
 * @param historic [column, step]
 * @param future likewise, possibly beyond the series' end
 */
record EncodedInputs(
    Instant start, Frequency frequency, String[] statics, float[][] historic, float[][] future)
    implements Serializable {
  private static final double CLIP = 10;

  static EncodedInputs of(SeriesInputs inputs) {
    return new EncodedInputs(
        Instant.EPOCH.plus(inputs.start(), ChronoUnit.MICROS),
        Frequency.parse(inputs.frequency()),
        inputs.statics(),
        scaled(inputs.historic(), inputs.fittedTo()),
        scaled(inputs.future(), inputs.fittedTo()));
  }

  /** How many there are, of all columns and steps. */
  long values() {
    return Stream.of(historic, future).flatMap(Arrays::stream).mapToLong(c -> c.length).sum();
  }

  private static float[][] scaled(double[][] columns, int fittedTo) {
    return Arrays.stream(columns).map(values -> scaled(values, fittedTo)).toArray(float[][]::new);
  }

  private static float[] scaled(double[] values, int fittedTo) {
    double mean = known(values, fittedTo).average().orElse(0);
    double variance = known(values, fittedTo).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    // a constant of the training part: changes later on are seen as shares of it
    boolean constant = Math.sqrt(variance) <= 1e-9 * Math.abs(mean);
    double scale = !constant ? Math.sqrt(variance) : mean == 0 ? 1 : Math.abs(mean);
    float[] scaled = new float[values.length];
    for (int t = 0; t < values.length; t++) {
      scaled[t] = Double.isNaN(values[t]) ? 0 : clipped((values[t] - mean) / scale);
    }
    return scaled;
  }

  private static DoubleStream known(double[] values, int until) {
    return Arrays.stream(values).limit(until).filter(v -> !Double.isNaN(v));
  }

  static float clipped(double scaled) {
    return (float) Math.max(-CLIP, Math.min(CLIP, scaled));
  }

  /** The local time of a step; those before the series and after its end have one as well. */
  ZonedDateTime time(int step, ZoneId zone) {
    return frequency.plus(start, step, zone).atZone(zone);
  }
}
