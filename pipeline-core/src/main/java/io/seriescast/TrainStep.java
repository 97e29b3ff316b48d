package io.seriescast;

import io.seriescast.model.ModelSettings;
import io.seriescast.model.NetworkSnapshot;
import io.seriescast.model.Networks;
import io.seriescast.model.Optimiser;
import io.seriescast.model.WarmStart;
import io.seriescast.table.Table;
import io.seriescast.train.EpochLoss;
import io.seriescast.train.TrainSettings;
import io.seriescast.train.Trained;
import io.seriescast.train.Trainer;
import io.seriescast.train.TrainingData;
import io.seriescast.train.TrainingProgress;
import io.seriescast.window.Inputs;
import io.seriescast.window.WindowBlocks;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.Windows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Window → train: every network of {@code model.cells}, {@code model.contexts} and {@code
 * model.seeds}; those of one context on the same windows, dealt once.
 */
record TrainStep(RunContext context, TrainingProgress progress) {
  /** What the networks trained so far leave to be written. */
  private record Results(List<EpochLoss> losses, Map<String, Object> facts) {}

  Map<String, Object> train() {
    Settings settings = context.settings();
    Dataset<Row> prepared = context.run().read(context.spark(), Table.PREPARED);
    Inputs inputs = Inputs.fit(prepared, settings.source());
    Results results = new Results(new ArrayList<>(), new LinkedHashMap<>());
    Map<WindowSettings, List<ModelSettings.Member>> byWindow = new LinkedHashMap<>();
    for (ModelSettings.Member member : settings.model().members()) {
      WindowSettings window = settings.window().network().withContext(member.context());
      byWindow.computeIfAbsent(window, w -> new ArrayList<>()).add(member);
    }
    byWindow.forEach(
        (window, members) -> fit(members, new WindowEncoder(window, inputs), prepared, results));
    context.run().write(Table.LOSSES, table(results.losses()));
    results.facts().put("outcome", "loss %s".formatted(last(results.losses())));
    return results.facts();
  }

  /** Networks that look at the same windows. */
  private void fit(
      List<ModelSettings.Member> members,
      WindowEncoder encoder,
      Dataset<Row> prepared,
      Results results) {
    WindowSettings window = encoder.settings();
    TrainSettings settings = context.settings().train();
    int workers = settings.workers();
    long seed = settings.seed();
    boolean refit = settings.refit();
    WindowBlocks validation =
        WindowBlocks.deal(prepared, Windows.validation(window, window.stride()), workers);
    boolean held = validation.windows() > 0;
    if (!refit || held) {
      WindowBlocks training = WindowBlocks.deal(prepared, Windows.training(window, seed), workers);
      TrainingData data = TrainingData.of(encoder, training, validation, settings);
      for (ModelSettings.Member member : members) {
        String name = refit ? RunContext.validationName(member.name()) : member.name();
        fit(settings, member, name, data, results);
      }
      training.release();
    }
    validation.release();
    if (refit) {
      boolean goesOn = held && settings.refitShare() > 0;
      WindowBlocks everything =
          WindowBlocks.deal(prepared, Windows.trainingAndValidation(window, seed), workers);
      TrainSettings second = goesOn ? settings.goingOn() : settings;
      TrainingData data = TrainingData.of(encoder, everything, WindowBlocks.none(prepared), second);
      for (ModelSettings.Member member : members) {
        fit(second, member, member.name(), data, results);
      }
      everything.release();
    }
  }

  private void fit(
      TrainSettings settings,
      ModelSettings.Member member,
      String name,
      TrainingData data,
      Results results) {
    long start = System.nanoTime();
    Trained trained = train(settings, member, name, data);
    context
        .models()
        .write(
            new NetworkSnapshot(
                name,
                data.encoder().settings(),
                data.encoder().inputs(),
                trained.configuration(),
                trained.parameters()),
            trained.updaterState());
    results.losses().addAll(trained.losses());
    results
        .facts()
        .put(
            name,
            Map.of(
                "parameters", trained.parameters().length,
                "windows", data.training().windows(),
                "seconds", (System.nanoTime() - start) / 1e9,
                "iterations", trained.iterations(),
                "rollbacks", trained.rollbacks()));
  }

  private Trained train(
      TrainSettings settings, ModelSettings.Member member, String name, TrainingData data) {
    Optimiser optimiser =
        settings.optimiser(Trainer.minibatchesPerEpoch(data.training(), settings.batchSize()));
    long seed = settings.seed() + member.number() - 1;
    return new Trainer(
            name,
            settings,
            seed,
            Networks.create(
                context.settings().model(),
                member,
                data.encoder().shape(),
                optimiser,
                seed,
                beginning(settings, member, name)),
            optimiser.rate(),
            data,
            progress,
            context.models().checkpoints(name))
        .train();
  }

  /**
   * The network to go on from: the first fit's where the second one shall, else a published one.
   */
  private Optional<WarmStart> beginning(
      TrainSettings settings, ModelSettings.Member member, String name) {
    String first = RunContext.validationName(name);
    return settings.refitShare() > 0 && context.models().has(first)
        ? Optional.of(
            new WarmStart(
                first,
                List.of(context.models().read(first, context.settings()).named(member.name()))))
        : context.warmStart();
  }

  private Dataset<Row> table(List<EpochLoss> losses) {
    List<Row> rows =
        losses.stream()
            .map(
                l ->
                    RowFactory.create(
                        l.model(),
                        l.epoch(),
                        l.trainLoss(),
                        Double.isNaN(l.validationLoss()) ? null : l.validationLoss(),
                        l.learningRate(),
                        l.windowsTrained(),
                        l.seconds()))
            .toList();
    return context.spark().createDataFrame(rows, Table.LOSSES.schema()).coalesce(1);
  }

  private static String last(List<EpochLoss> losses) {
    Map<String, String> last = new LinkedHashMap<>();
    losses.forEach(l -> last.put(l.model(), "%s %.3g".formatted(l.model(), l.trainLoss())));
    return String.join(", ", last.values());
  }
}
