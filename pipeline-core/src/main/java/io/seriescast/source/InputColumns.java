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
import org.apache.spark.sql.types.StructType;

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
    Named named = new Named(input.schema(), differences);
    columns.uniqueId().forEach(name -> named.require("unique-id", name, List.of()));
    named.require("ds", columns.ds(), Timestamps.TYPES);
    named.require("y", columns.y(), Values.TYPES);
    columns.static_().forEach(name -> named.require("static", name, List.of()));
    columns.historic().forEach(name -> named.require("historic", name, ExogenousValues.TYPES));
    columns.future().forEach(name -> named.require("future", name, ExogenousValues.TYPES));
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
    // The schema once: there may be thousands of columns.
    Named named = new Named(input.drop(Input.MALFORMED_LINE).schema(), differences);
    named.require("ds", settings.columns().ds(), Timestamps.TYPES);
    series.forEach(name -> named.require("wide-columns", name, Values.TYPES));
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

  /** Columns by name; what is not as it should be is added to the differences. */
  private record Named(StructType schema, List<String> differences) {
    void require(String key, String name, List<String> types) {
      if (schema.getFieldIndex(name).isEmpty()) {
        differences.add("missing column '%s' (source.columns.%s)".formatted(name, key));
        return;
      }
      DataType type = schema.apply(name).dataType();
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
}
