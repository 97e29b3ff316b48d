package io.seriescast;

import io.seriescast.model.NetworkSnapshot;
import io.seriescast.publish.EffectiveConfig;
import io.seriescast.publish.InputFingerprint;
import io.seriescast.publish.RowAccount;
import io.seriescast.publish.Run;
import io.seriescast.source.SourceSettings;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * What every step is given: the session, the settings, and the run that it reads from and writes
 * to.
 *
 * @param asOf nothing after it is used; null for all of the input
 */
record RunContext(
    SparkSession spark, Settings settings, EffectiveConfig config, Run run, Instant asOf) {

  /** Whether the step has anything to do in this run. */
  boolean applies(Step step) {
    return switch (step) {
      case GENERATE -> settings.source().format() == SourceSettings.Format.GENERATED;
      case TRAIN -> settings.forecast().model().isBlank();
      default -> true;
    };
  }

  /** What the input is right now; for generated series, what they are generated from. */
  InputFingerprint input() {
    SourceSettings source = settings.source();
    return switch (source.format()) {
      case GENERATED -> InputFingerprint.ofSettings(config.sections("source"));
      case TABLE ->
          InputFingerprint.of(
              spark.sessionState().newHadoopConf(),
              Arrays.asList(spark.table(source.path()).inputFiles()));
      default -> InputFingerprint.of(spark.sessionState().newHadoopConf(), List.of(source.path()));
    };
  }

  ModelFiles models() {
    return new ModelFiles(run);
  }

  /**
   * The networks to forecast with: those of the published run that {@code forecast.model} names, or
   * the ones trained here.
   */
  List<NetworkSnapshot> networks() {
    String from = settings.forecast().model();
    if (from.isBlank()) {
      return settings.model().members().stream()
          .map(member -> models().read(member.name(), settings.window()))
          .toList();
    }
    return PublishedModels.read(spark, from, config, settings.window());
  }

  List<String> modelNames() {
    return networks().stream().map(NetworkSnapshot::name).toList();
  }

  /** The account that ingest left. */
  RowAccount account() {
    Map<String, Object> facts = run.record(Step.INGEST.command()).orElseThrow().facts();
    return new RowAccount(
        count(facts, "read"),
        count(facts, "used"),
        count(facts, "quarantined"),
        count(facts, "deduplicated"));
  }

  private static long count(Map<String, Object> facts, String name) {
    return ((Number) facts.get(name)).longValue();
  }
}
