package io.seriescast.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.cell.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmark measures what it says, in miniature. */
class CellBenchmarkTest {

  @Test
  void measuresOursAndStockWhereThereIsOne() {
    CellBenchmark benchmark = new CellBenchmark(2, 8, 2, 6, 3, 0.05, 2);

    List<CellBenchmark.Row> rows = benchmark.run(List.of(Cell.LSTM, Cell.GRU), List.of(4), true);

    assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row.windowsPerSecond()).isPositive());
    assertThat(rows.get(0).stockWindowsPerSecond()).isPositive();
    assertThat(rows.get(1).stockWindowsPerSecond()).isNaN();
    assertThat(rows.get(0).batch()).isEqualTo(4);
  }
}
