package io.seriescast.jobs;

import com.typesafe.config.Config;
import io.seriescast.Pipeline;
import io.seriescast.Settings;
import io.seriescast.Step;
import io.seriescast.config.ConfigFiles;
import java.util.List;
import java.util.function.Function;

/** One job from its options to its exit code. */
final class Job {
  private Job() {}

  /**
   * Runs steps of the flow.
   *
   * @param sets overrides that come before those of the command line
   * @param choice the steps, which may depend on the settings
   */
  static int run(JobOptions options, List<String> sets, Function<Settings, List<Step>> choice) {
    JavaVersion.require();
    Config config = ConfigFiles.load(options.config(), options.sets(sets));
    Settings settings = Settings.bind(config);
    settings.requireConsistent();
    List<Step> steps = choice.apply(settings);
    if (options.dryRun()) {
      Console.dryRun(
          settings.effective(config), steps.stream().filter(s -> s.applies(settings)).toList());
      return 0;
    }
    try (GracefulStop stop = GracefulStop.install();
        Session session = Session.start(settings.source())) {
      Console console = new Console(stop::requested);
      Preflight.of(session.spark(), settings, steps).check();
      Pipeline pipeline =
          Pipeline.open(session.spark(), config, options.runId(), options.resume(), console);
      pipeline.run(steps);
    }
    return 0;
  }
}
