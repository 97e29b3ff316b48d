package io.seriescast.window;

import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Writes what a window is told beside the series' own values. Historic inputs end at the origin, as
 * the series does; inputs known ahead and the calendar go on to the end of the horizon and no
 * further.
 */
final class ExogenousEncoder implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Inputs inputs;
  private final List<CalendarFeature> calendar;
  private final WindowShape shape;

  ExogenousEncoder(WindowSettings settings, Inputs inputs, WindowShape shape) {
    this.inputs = inputs;
    this.calendar = settings.calendar();
    this.shape = shape;
  }

  /**
   * @param first position of the window's first value, negative where it is padded
   * @param group the first free one
   */
  void write(EncodedInputs series, int first, float[] features, int base, int group) {
    int next = group;
    for (int c = 0; c < inputs.historic().size(); c++) {
      write(series.historic()[c], first, shape.context(), features, base, next++);
    }
    for (int c = 0; c < inputs.future().size(); c++) {
      int until = shape.context() + shape.horizon();
      write(series.future()[c], first, until, features, base, next++);
    }
    if (shape.perStep() > 0) {
      perStep(series, first, features, base + next * shape.patch() * shape.steps());
    }
  }

  private void write(float[] values, int first, int until, float[] features, int base, int group) {
    int end = Math.min(until, values.length - first);
    for (int i = Math.max(0, -first); i < end; i++) {
      features[base + shape.at(group, i)] = values[first + i];
    }
  }

  /** Channels of [channels, steps] from {@code at} on. */
  private void perStep(EncodedInputs series, int first, float[] features, int at) {
    float[] statics = new float[inputs.staticWidth()];
    int width = 0;
    for (int c = 0; c < inputs.statics().size(); c++) {
      inputs.statics().get(c).write(series.statics()[c], statics, width);
      width += inputs.statics().get(c).width();
    }
    ZoneId zone = ZoneId.of(inputs.timeZone());
    int steps = shape.steps();
    for (int step = 0; step < steps; step++) {
      int to = at + step;
      if (!calendar.isEmpty()) {
        ZonedDateTime time = series.time(first + step * shape.patch(), zone);
        for (CalendarFeature feature : calendar) {
          double angle = 2 * Math.PI * feature.phase(time);
          features[to] = (float) Math.sin(angle);
          features[to + steps] = (float) Math.cos(angle);
          to += 2 * steps;
        }
      }
      for (float value : statics) {
        features[to] = value;
        to += steps;
      }
      if (shape.ahead() > 0) {
        features[to] = step < steps - shape.ahead() ? 0 : 1;
      }
    }
  }
}
