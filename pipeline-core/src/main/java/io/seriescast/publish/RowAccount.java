package io.seriescast.publish;

/**
 * Where the rows of the input went; nothing is lost: read = used + quarantined + deduplicated.
 *
 * @param used rows that are values of a regular series (gaps filled in are not rows of the input)
 */
public record RowAccount(long read, long used, long quarantined, long deduplicated) {
  /** Whether every row read is accounted for. */
  public boolean addsUp() {
    return read == used + quarantined + deduplicated;
  }
}
