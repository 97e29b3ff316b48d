package io.seriescast.jobs;

import io.seriescast.Settings;
import io.seriescast.Step;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line; does nothing itself. */
@Command(
    name = "seriescast",
    description = "Forecasts many time series on Apache Spark with recurrent networks.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    subcommands = {
      RunCommand.class,
      CompareCommand.class,
      BacktestCommand.class,
      SeriescastCommand.Generate.class,
      SeriescastCommand.Ingest.class,
      SeriescastCommand.Prepare.class,
      SeriescastCommand.Train.class,
      SeriescastCommand.Forecast.class,
      SeriescastCommand.Evaluate.class,
      SeriescastCommand.Report.class,
      RunsCommand.class,
      BenchCommand.class
    },
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:ok",
      "1:a bug of seriescast",
      "2:usage or configuration",
      "3:data",
      "4:training",
      "5:quality gate",
      "6:publication conflict",
      "143:stopped by SIGTERM; the same command goes on"
    })
final class SeriescastCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a COMMAND is missing");
  }

  @Command(name = "generate", description = "Makes seeded series, as input for ingest.")
  static final class Generate extends StepCommand {
    Generate() {
      super(Step.GENERATE);
    }
  }

  @Command(
      name = "ingest",
      description = "Reads, validates and regularises the input: tables series and quarantine.")
  static final class Ingest extends StepCommand {
    Ingest() {
      super(Step.INGEST);
    }
  }

  @Command(
      name = "prepare",
      description = "Splits every series and fits its scaler: table scalers.")
  static final class Prepare extends StepCommand {
    Prepare() {
      super(Step.PREPARE);
    }
  }

  @Command(name = "train", description = "Trains the networks: table losses, folder model.")
  static final class Train extends StepCommand {
    Train() {
      super(Step.TRAIN);
    }
  }

  @Command(
      name = "forecast",
      description =
          "Forecasts with networks and baselines: tables predictions and status. With --model,"
              + " takes in new data first.")
  static final class Forecast extends StepCommand {
    Forecast() {
      super(Step.FORECAST);
    }

    /**
     * With the networks of another run there is nothing to train, so new data are taken in here.
     */
    @Override
    List<Step> steps(Settings settings) {
      return settings.forecast().model().isBlank()
          ? super.steps(settings)
          : List.of(Step.GENERATE, Step.INGEST, Step.PREPARE, Step.FORECAST);
    }
  }

  @Command(name = "evaluate", description = "Scores the forecasts of the test part: table metrics.")
  static final class Evaluate extends StepCommand {
    Evaluate() {
      super(Step.EVALUATE);
    }
  }

  @Command(name = "report", description = "Writes the report and publishes the run.")
  static final class Report extends StepCommand {
    Report() {
      super(Step.REPORT);
    }
  }
}
