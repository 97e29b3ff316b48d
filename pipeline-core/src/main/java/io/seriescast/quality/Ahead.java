package io.seriescast.quality;

import io.seriescast.source.Holidays;
import java.io.Serializable;

/**
 * What is known of the steps after a series' end.
 *
 * @param horizon steps that are forecast after the end
 */
public record Ahead(int horizon, Holidays holidays) implements Serializable {
  static final Ahead NOTHING = new Ahead(0, Holidays.NONE);
}
