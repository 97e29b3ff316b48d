package io.seriescast.window;

import java.time.ZonedDateTime;

/** Where a local time stands in one of the calendar's cycles. */
public enum CalendarFeature {
  HOUR {
    @Override
    double phase(ZonedDateTime time) {
      return time.toLocalTime().toSecondOfDay() / 86_400.0;
    }
  },
  DAY_OF_WEEK {
    @Override
    double phase(ZonedDateTime time) {
      return (time.getDayOfWeek().getValue() - 1) / 7.0;
    }
  },
  DAY_OF_MONTH {
    @Override
    double phase(ZonedDateTime time) {
      return (time.getDayOfMonth() - 1.0) / time.toLocalDate().lengthOfMonth();
    }
  },
  DAY_OF_YEAR {
    @Override
    double phase(ZonedDateTime time) {
      return (time.getDayOfYear() - 1.0) / time.toLocalDate().lengthOfYear();
    }
  },
  MONTH {
    @Override
    double phase(ZonedDateTime time) {
      return (time.getMonthValue() - 1) / 12.0;
    }
  };

  /** The share of the cycle that is over, in [0, 1). */
  abstract double phase(ZonedDateTime time);
}
