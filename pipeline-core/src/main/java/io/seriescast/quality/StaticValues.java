package io.seriescast.quality;

/**
 * The static values of a series, one per column: the newest that is there; of several at one
 * instant the greatest text. In whatever order rows and parts of a series come, it is the same.
 */
final class StaticValues {
  final String[] values;
  final long[] micros;

  /** Whether the column had several values in the series. */
  final boolean[] conflicts;

  StaticValues(int columns) {
    values = new String[columns];
    micros = new long[columns];
    conflicts = new boolean[columns];
  }

  void add(String[] row, long at) {
    for (int c = 0; c < values.length; c++) {
      add(c, row[c], at);
    }
  }

  void add(Chunk chunk) {
    for (int c = 0; c < values.length; c++) {
      add(c, chunk.getStatics()[c], chunk.getStaticMicros()[c]);
      conflicts[c] |= chunk.getStaticConflicts()[c];
    }
  }

  private void add(int c, String value, long at) {
    if (value == null) {
      return;
    }
    conflicts[c] |= values[c] != null && !values[c].equals(value);
    if (values[c] == null
        || at > micros[c]
        || (at == micros[c] && value.compareTo(values[c]) > 0)) {
      values[c] = value;
      micros[c] = at;
    }
  }

  void writeTo(Chunk chunk) {
    chunk.setStatics(values);
    chunk.setStaticMicros(micros);
    chunk.setStaticConflicts(conflicts);
  }

  long conflicting() {
    int n = 0;
    for (boolean conflict : conflicts) {
      n += conflict ? 1 : 0;
    }
    return n;
  }
}
