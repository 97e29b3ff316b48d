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
import io.seriescast.train.TrainingProgress;
import io.seriescast.window.Inputs;
import io.seriescast.window.WindowBlocks;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.WindowWeights;
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
  Map<String, Object> train() {
    Settings settings = context.settings();
    Dataset<Row> prepared = context.run().read(context.spark(), Table.PREPARED);
    Inputs inputs = Inputs.fit(prepared, settings.source());
    List<EpochLoss> losses = new ArrayList<>();
    Map<String, Object> facts = new LinkedHashMap<>();
    Map<WindowSettings, List<ModelSettings.Member>> byWindow = new LinkedHashMap<>();
    for (ModelSettings.Member member : settings.model().members()) {
      WindowSettings window = settings.window().network().withContext(member.context());
      byWindow.computeIfAbsent(window, w -> new ArrayList<>()).add(member);
    }
    byWindow.forEach((window, members) -> fit(members, window, prepared, inputs, losses, facts));
    context.run().write(Table.LOSSES, table(losses));
    facts.put("outcome", "loss %s".formatted(last(losses)));
    return facts;
  }

  /** Networks that look at the same windows. */
  private void fit(
      List<ModelSettings.Member> members,
      WindowSettings window,
      Dataset<Row> prepared,
      Inputs inputs,
      List<EpochLoss> losses,
      Map<String, Object> facts) {
    TrainSettings settings = context.settings().train();
    int workers = settings.workers();
    long seed = settings.seed();
    boolean refit = settings.refit();
    WindowBlocks validation =
        WindowBlocks.deal(prepared, Windows.validation(window, window.stride()), workers);
    boolean held = validation.windows() > 0;
    if (!refit || held) {
      WindowBlocks training = WindowBlocks.deal(prepared, Windows.training(window, seed), workers);
      for (ModelSettings.Member member : members) {
        String name = refit ? RunContext.validationName(member.name()) : member.name();
        fit(settings, member, name, window, inputs, training, validation, losses, facts);
      }
      training.release();
    }
    validation.release();
    if (refit) {
      boolean goesOn = held && settings.refitShare() > 0;
      WindowBlocks everything =
          WindowBlocks.deal(prepared, Windows.trainingAndValidation(window, seed), workers);
      TrainSettings second = goesOn ? settings.goingOn() : settings;
      WindowBlocks none = WindowBlocks.none(prepared);
      for (ModelSettings.Member member : members) {
        fit(second, member, member.name(), window, inputs, everything, none, losses, facts);
      }
      everything.release();
    }
  }

  private void fit(
      TrainSettings settings,
      ModelSettings.Member member,
      String name,
      WindowSettings window,
      Inputs inputs,
      WindowBlocks training,
      WindowBlocks validation,
      List<EpochLoss> losses,
      Map<String, Object> facts) {
    long start = System.nanoTime();
    WindowEncoder encoder = new WindowEncoder(window, inputs);
    WindowWeights weights = WindowWeights.fit(settings.weights(), training, encoder);
    Trained trained = train(settings, member, name, encoder, training, validation, weights);
    context
        .models()
        .write(
            new NetworkSnapshot(
                name, window, inputs, trained.configuration(), trained.parameters()),
            trained.updaterState());
    losses.addAll(trained.losses());
    facts.put(
        name,
        Map.of(
            "parameters", trained.parameters().length,
            "windows", training.windows(),
            "seconds", (System.nanoTime() - start) / 1e9,
            "iterations", trained.iterations(),
            "rollbacks", trained.rollbacks()));
  }

  private Trained train(
      TrainSettings settings,
      ModelSettings.Member member,
      String name,
      WindowEncoder encoder,
      WindowBlocks training,
      WindowBlocks validation,
      WindowWeights weights) {
    Optimiser optimiser =
        settings.optimiser(Trainer.minibatchesPerEpoch(training, settings.batchSize()));
    long seed = settings.seed() + member.number() - 1;
    return new Trainer(
            name,
            settings,
            seed,
            Networks.create(
                context.settings().model(),
                member,
                encoder.shape(),
                optimiser,
                seed,
                beginning(settings, member, name)),
            optimiser.rate(),
            encoder,
            training,
            validation,
            weights,
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
