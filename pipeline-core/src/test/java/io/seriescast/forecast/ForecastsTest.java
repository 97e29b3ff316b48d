package io.seriescast.forecast;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.table.Columns;
import io.seriescast.testing.PreparedTable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastsTest {
  /** Of four months, which the last ends. */
  @ParameterizedTest
  @CsvSource({
    "2022-11-28, 2023-03-28, 2023-04-28",
    "2023-01-30, 2023-05-30, 2023-06-30",
    "2022-11-30, 2023-03-31, 2023-04-30",
    "2022-11-29, 2023-03-29, 2023-04-29"
  })
  void monthsGoOnByTheirDay(LocalDate first, LocalDate next, LocalDate afterNext) {
    boolean ends = first.getDayOfMonth() == first.lengthOfMonth();
    String month = "add_months(date'%s', i)".formatted(first);
    String ds = "transform(y, (v, i) -> timestamp(%s))";
    Dataset<Row> prepared =
        new PreparedTable()
            .with("a", 1, 0, 0, 1, 2, 3, 4)
            .build()
            .withColumn(Columns.DS, expr(ds.formatted(ends ? "last_day(" + month + ")" : month)))
            .withColumn(Columns.FREQUENCY, lit("M"));
    List<Row> rows =
        Forecasts.at(prepared, array(lit(4)), List.of(new Two()), List.of(), ZoneOffset.UTC)
            .orderBy(Columns.HORIZON_STEP)
            .select(expr("date(ds)"))
            .collectAsList();
    assertThat(rows)
        .extracting(row -> row.getDate(0).toLocalDate())
        .containsExactly(next, afterNext);
  }

  private record Two() implements Forecaster {
    @Override
    public String model() {
      return "two";
    }

    @Override
    public Worker start(List<Integer> levels) {
      return origins ->
          origins.stream()
              .map(o -> new Forecast(new double[2], new double[0][]))
              .toArray(Forecast[]::new);
    }
  }
}
