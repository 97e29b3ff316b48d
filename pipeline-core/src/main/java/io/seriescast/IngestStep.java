package io.seriescast;

import io.seriescast.quality.Account;
import io.seriescast.quality.Ahead;
import io.seriescast.quality.Ingest;
import io.seriescast.quality.Ingested;
import io.seriescast.source.Generator;
import io.seriescast.source.Holidays;
import io.seriescast.source.ReadFailures;
import io.seriescast.source.Reader;
import io.seriescast.source.SourceSettings;
import io.seriescast.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Read → validate → regularise: any table to one row per series, and an account of every row. */
record IngestStep(RunContext context) {
  Map<String, Object> generate() {
    context
        .run()
        .write(
            Table.GENERATED,
            Generator.generate(context.spark(), context.settings().source().generate()));
    long rows = context.run().read(context.spark(), Table.GENERATED).count();
    return Map.of("rows", rows, "outcome", "%,d rows".formatted(rows));
  }

  Map<String, Object> ingest() {
    try {
      return ingest(Holidays.read(context.spark(), context.settings().source()));
    } catch (Exception e) {
      // Spark meets a broken file in the middle of a job and wraps it in its own words, checked or
      // not.
      throw ReadFailures.explain(e, context.spark(), source());
    }
  }

  private Map<String, Object> ingest(Holidays holidays) {
    Settings settings = context.settings();
    List<String> verdicts = new ArrayList<>();
    Dataset<Row> intake =
        Ingest.intake(
                Reader.read(context.spark(), source(), verdicts::add),
                settings.source(),
                settings.quality(),
                MinimumLength.of(BacktestStep.ofLastFit(context)),
                settings.source().present(),
                new Ahead(settings.window().horizon(), holidays))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Ingested ingested = Ingest.views(intake);
      Account account = Account.of(ingested.account());
      context.run().write(Table.QUARANTINE, ingested.quarantine());
      account.check(settings.quality());
      context.run().write(Table.REGULAR, account.withFrequency(ingested.regular()));
      context
          .run()
          .write(
              Table.SERIES,
              Ingest.series(
                  context.run().read(context.spark(), Table.REGULAR),
                  settings.source().columns().static_(),
                  settings.source().columns().historic(),
                  settings.source().future()));
      context.run().write(Table.REFUSED, ingested.status());
      return facts(account, verdicts);
    } finally {
      intake.unpersist();
    }
  }

  /** The user's source, or the table that generate left. */
  private SourceSettings source() {
    SourceSettings source = context.settings().source();
    if (source.format() != SourceSettings.Format.GENERATED) {
      return source;
    }
    context.run().read(context.spark(), Table.GENERATED);
    return source.generatedAt(context.run().path(Table.GENERATED).toString());
  }

  private static Map<String, Object> facts(Account account, List<String> verdicts) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("read", account.read());
    facts.put("used", account.used());
    facts.put("quarantined", account.quarantined());
    facts.put("deduplicated", account.deduplicated());
    facts.put("conflicts", account.conflicts());
    facts.put("series", account.series());
    facts.put("largest_series", account.largest());
    facts.put("largest_series_rows", account.largestRows());
    facts.put("frequency", account.frequency());
    facts.put("verdicts", verdicts);
    List<String> told = account.remarks();
    told.addAll(verdicts);
    facts.put(
        "outcome",
        "%s; %,d rows read = %,d used + %,d quarantined + %,d deduplicated; %s"
            .formatted(
                account.shown(),
                account.read(),
                account.used(),
                account.quarantined(),
                account.deduplicated(),
                String.join("; ", told)));
    return facts;
  }
}
