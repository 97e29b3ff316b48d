package io.seriescast.source;

import io.seriescast.error.PipelineException;
import io.seriescast.source.SourceSettings.ColumnMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * The input's columns against {@code source.columns}: what is missing, of another type, ignored.
 */
final class InputColumns {
  private InputColumns() {}

  static void require(
      Dataset<Row> input,
      ColumnMapping columns,
      SourceSettings settings,
      Consumer<String> verdict) {
    List<String> differences = new ArrayList<>();
    columns.uniqueId().forEach(name -> require(input, "unique-id", name, List.of(), differences));
    require(input, "ds", columns.ds(), Timestamps.TYPES, differences);
    require(input, "y", columns.y(), Values.TYPES, differences);
    columns.static_().forEach(name -> require(input, "static", name, List.of(), differences));
    columns
        .historic()
        .forEach(name -> require(input, "historic", name, ExogenousValues.TYPES, differences));
    columns
        .future()
        .forEach(name -> require(input, "future", name, ExogenousValues.TYPES, differences));
    refuse(differences, input, settings);
    List<String> ignored = new ArrayList<>(List.of(input.columns()));
    ignored.removeAll(columns.uniqueId());
    ignored.removeAll(columns.exogenous());
    ignored.removeAll(List.of(columns.ds(), columns.y(), Input.MALFORMED_LINE));
    if (!ignored.isEmpty()) {
      verdict.accept("columns ignored: " + String.join(", ", ignored));
    }
  }

  static void requireWide(Dataset<Row> input, List<String> series, SourceSettings settings) {
    List<String> differences = new ArrayList<>();
    require(input, "ds", settings.columns().ds(), Timestamps.TYPES, differences);
    series.forEach(
        name ->
            require(
                input.drop(Input.MALFORMED_LINE), "wide-columns", name, Values.TYPES, differences));
    if (series.isEmpty()) {
      differences.add("no column besides '%s' is a series".formatted(settings.columns().ds()));
    }
    refuse(differences, input, settings);
  }

  private static void refuse(
      List<String> differences, Dataset<Row> input, SourceSettings settings) {
    if (!differences.isEmpty()) {
      throw PipelineException.data(
          "source: %s '%s': %s. Found columns: %s. Set source.columns to your names",
          settings.format().name().toLowerCase(Locale.ROOT),
          settings.path(),
          String.join("; ", differences),
          String.join(", ", input.drop(Input.MALFORMED_LINE).columns()));
    }
  }

  private static void require(
      Dataset<Row> input, String key, String name, List<String> types, List<String> differences) {
    if (!List.of(input.columns()).contains(name)) {
      differences.add("missing column '%s' (source.columns.%s)".formatted(name, key));
      return;
    }
    DataType type = input.schema().apply(name).dataType();
    String found = type.catalogString().replaceFirst("\\(.*", "");
    if (types.isEmpty()
        ? type.typeName().matches("array|map|struct|binary.*")
        : !types.contains(found)) {
      differences.add(
          "column '%s' (source.columns.%s) is %s, expected %s"
              .formatted(
                  name,
                  key,
                  type.catalogString(),
                  types.isEmpty() ? "a text or a number" : "one of " + String.join(", ", types)));
    }
  }
}
