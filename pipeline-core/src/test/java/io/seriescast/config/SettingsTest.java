package io.seriescast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.Settings;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import io.seriescast.evaluate.BacktestSettings;
import io.seriescast.forecast.Ensemble;
import io.seriescast.forecast.ForecastSettings;
import io.seriescast.forecast.ForecastSettings.Choice;
import io.seriescast.forecast.IntervalMethod;
import io.seriescast.model.ModelSettings.CellKind;
import io.seriescast.model.ModelSettings.Member;
import io.seriescast.model.Optimiser;
import io.seriescast.model.RateSchedule;
import io.seriescast.train.TrainSettings;
import io.seriescast.window.WindowWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void whatTheUserSetIsKnownEvenIfItIsTheDefault() throws Exception {
    Path file = Files.writeString(folder.resolve("my.conf"), "window { context = 20 }");
    assertThat(ConfigFiles.setByUser(ConfigFiles.load(file, List.of("train.epochs=100"))))
        .containsExactlyInAnyOrder("window.context", "train.epochs");
    assertThat(ConfigFiles.setByUser(ConfigFiles.load(null, List.of()))).isEmpty();
  }

  @Test
  void theDefaultsAreTheTutorial() {
    Settings settings = Settings.load(null, List.of());
    assertThat(settings.window().context()).isEqualTo(20);
    assertThat(settings.window().horizon()).isEqualTo(1);
    assertThat(settings.window().output()).isZero();
    assertThat(settings.window().maxPerSeries()).isZero();
    assertThat(settings.window().differences()).isEmpty();
    assertThat(settings.model().hidden()).isEqualTo(64);
    assertThat(settings.model().quantiles()).containsExactly(0.025, 0.1, 0.5, 0.9, 0.975);
    assertThat(settings.forecast().intervalMethod()).isEqualTo(IntervalMethod.CONFORMAL);
    assertThat(settings.train().epochs()).isEqualTo(100);
    assertThat(settings.source().generate().points()).isEqualTo(500);
    assertThat(settings.forecast().choose()).isEqualTo(Choice.AUTO);
    assertThat(settings.forecast().chosen()).isEqualTo(Choice.NETWORK);
    assertThat(settings.forecast().ensemble()).isEqualTo(Ensemble.Kind.NONE);
    assertThat(settings.forecast().nonNegative()).isFalse();
    assertThat(settings.train().refitShare()).isZero();
    assertThat(settings.model().contexts()).isEmpty();
    assertThat(settings.evaluate().cutoffs()).isZero();
    assertThat(settings.evaluate().backtest()).isEqualTo(new BacktestSettings(false, 5, 0, 0, 0));
  }

  @Test
  void whatIsChosenIsAlsoMade() {
    assertThat(Settings.load(null, List.of("forecast.choose=ensemble")).forecast().ensemble())
        .isEqualTo(Ensemble.Kind.MEAN);
    assertThat(Settings.load(null, List.of("forecast.choose=blend")).forecast().blend()).isTrue();
    ForecastSettings both =
        Settings.load(null, List.of("forecast.blend=true", "forecast.ensemble=median")).forecast();
    assertThat(both.chosen()).isEqualTo(Choice.BLEND);
    assertThat(both.ensemble()).isEqualTo(Ensemble.Kind.MEDIAN);
  }

  @Test
  void membersAreNamedByWhatTellsThemApart() {
    assertThat(Settings.load(null, List.of("model.cells=lstm")).model().members())
        .containsExactly(new Member("lstm", CellKind.LSTM, 0, 1));
    assertThat(
            Settings.load(
                    null, List.of("model.cells=rnn,gru", "model.contexts=8,4", "model.seeds=2"))
                .model()
                .members())
        .extracting(Member::name)
        .containsExactly(
            "rnn-c8-1",
            "rnn-c8-2",
            "rnn-c4-1",
            "rnn-c4-2",
            "gru-c8-1",
            "gru-c8-2",
            "gru-c4-1",
            "gru-c4-2");
    assertThatThrownBy(
            () -> Settings.load(null, List.of("model.contexts=40,10")).requireConsistent())
        .hasMessageContaining("model.contexts must be multiples of window.patch (1)")
        .hasMessageContaining("none above window.context (20), got [40, 10]");
  }

  @Test
  void owaBringsItsReference() {
    Settings settings =
        Settings.load(null, List.of("evaluate.metrics=owa", "forecast.baselines=naive,theta"));
    assertThat(settings.baselines()).containsExactly("naive", "theta", "naive2");
    assertThat(Settings.load(null, List.of()).baselines())
        .containsExactly("naive", "seasonal-naive");
  }

  @Test
  void fitsOfABacktest() {
    assertThat(new BacktestSettings(true, 5, 0, 0, 0).fits()).isEqualTo(1);
    assertThat(new BacktestSettings(true, 5, 0, 0, 1).fits()).isEqualTo(5);
    assertThat(new BacktestSettings(true, 5, 0, 0, 2).fits()).isEqualTo(3);
    assertThat(new BacktestSettings(true, 5, 0, 0, 9).fits()).isEqualTo(1);
  }

  @Test
  void theDefaultsOfTraining() {
    TrainSettings train = Settings.load(null, List.of()).train();
    assertThat(train)
        .isEqualTo(
            new TrainSettings(
                100,
                32,
                Optimiser.Kind.ADAM,
                0.9,
                0,
                0.01,
                RateSchedule.Kind.COSINE,
                10,
                0.5,
                1,
                0,
                WindowWeights.Kind.NONE,
                0,
                false,
                0,
                2,
                16,
                10,
                5,
                "",
                42));
  }

  @Test
  void gradientsAreClippedByNormOrByValue() {
    assertThat(
            Settings.load(null, List.of("train.clip-norm=0", "train.clip-value=0.5"))
                .train()
                .clipValue())
        .isEqualTo(0.5);
    assertThatThrownBy(() -> Settings.load(null, List.of("train.clip-value=0.5")))
        .hasMessageContaining("train.clip-value must be 0 unless train.clip-norm = 0");
  }

  @Test
  void setWinsOverTheFileOverTheDefaults() throws Exception {
    Path file =
        Files.writeString(folder.resolve("my.conf"), "train { epochs = 7, batch-size = 9 }");
    Settings settings =
        Settings.load(
            file,
            List.of(
                "train.epochs=8", "forecast.baselines=naive,theta", "publish.output=hdfs://h:1/x"));
    assertThat(settings.train().epochs()).isEqualTo(8);
    assertThat(settings.train().batchSize()).isEqualTo(9);
    assertThat(settings.forecast().baselines()).containsExactly("naive", "theta");
    assertThat(settings.publish().output()).isEqualTo("hdfs://h:1/x");
  }

  @Test
  @DisplayName("F40 an unknown key is told with the nearest known one and its place")
  void unknownKey() throws Exception {
    Path file = Files.writeString(folder.resolve("my.conf"), "train {\n  epoch = 7\n}");
    assertThatThrownBy(() -> Settings.load(file, List.of()))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining("train.epoch is not a known key; did you mean 'epochs'?")
        .hasMessageContaining("my.conf:2");
  }

  @Test
  @DisplayName(
      "F41, F42 every wrong type and range is told at once, with key, rule, value and place")
  void wrongValues() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("my.conf"),
            """
            window.horizon = 0
            train.batch-size = many
            model.cells = grru
            train.patience = 3.7
            train.seed = null
            forecast = { intervals = [80, 95.5] }
            """);
    assertThatThrownBy(() -> Settings.load(file, List.of("train.epochs=0")))
        .hasMessageContaining("window.horizon must be ≥ 1, got 0 (" + file + ":1)")
        .hasMessageContaining(
            "train.batch-size must be a whole number, got \"many\" (" + file + ":2)")
        .hasMessageContaining(
            "model.cells must be one of rnn, rnn-relu, lstm, gru, got \"grru\" (" + file + ":3)")
        .hasMessageContaining("train.patience must be a whole number, got 3.7 (" + file + ":4)")
        .hasMessageContaining("train.seed must be a whole number, got null (" + file + ":5)")
        .hasMessageContaining(
            "forecast.intervals must be a whole number, got 95.5 (" + file + ":6)");
  }

  @Test
  void aWholeNumberMayBeWrittenWithAPoint() {
    assertThat(Settings.load(null, List.of("train.epochs=1e2")).train().epochs()).isEqualTo(100);
    assertThat(Settings.load(null, List.of("train.epochs=7.0")).train().epochs()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "forecast.baselines=naive,naive",
        "forecast.intervals=80,80",
        "model.cells=gru,gru",
        "model.contexts=4,4",
      })
  void whatIsListedMustNotRepeat(String set) {
    String key = set.substring(0, set.indexOf('='));
    assertThatThrownBy(() -> Settings.load(null, List.of(set)))
        .hasMessageContaining(key + " must not repeat, got [");
  }

  @Test
  @DisplayName("F41 what HOCON takes for a comment is part of a value of --set")
  void valuesThatLookLikeComments() {
    Settings settings =
        Settings.load(
            null,
            List.of(
                "report.title=Sales #1, // all",
                "publish.output=/data//x",
                "forecast.baselines=[naive, theta] // not quoted"));
    assertThat(settings.report().title()).isEqualTo("Sales #1, // all");
    assertThat(settings.publish().output()).isEqualTo("/data//x");
    assertThat(settings.forecast().baselines()).containsExactly("naive", "theta");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source.frequency=foo",
        "source.frequency=99999999999h",
        "source.generate.frequency=auto",
        "split.test=99999999999",
        "split.validation=99999999999h",
        "source.csv.delimiter=",
        "source.csv.delimiter=\\"
      })
  @DisplayName("F41 what a text must be is checked as well before anything is read")
  void wrongTexts(String set) {
    String[] keyAndValue = set.split("=", 2);
    assertThatThrownBy(() -> Settings.load(null, List.of(set)))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining(keyAndValue[0] + " must be a")
        .hasMessageContaining(keyAndValue[1])
        .hasMessageContaining("--set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          include url("http://127.0.0.1:1/x.conf") | include
          include file("/etc/hosts")               | include
          report.title = ${HOME}                   | are not allowed
          report.title = ${?train.epochs}          | are not allowed
          forecast.baselines += theta              | are not allowed
          """)
  @DisplayName("F44 includes, the environment and other keys are refused")
  void nothingFromElsewhere(String line, String message) throws Exception {
    assertRefused(line, message);
  }

  @Test
  @DisplayName("F44 a configuration that is too large, too deep, or grows as it is read is refused")
  void bombs() throws Exception {
    assertRefused("x".repeat(2 << 20), "expected at most 1048576");
    assertRefused("a = " + "[".repeat(500_000), "nested too deeply");
    StringBuilder doubling = new StringBuilder("a0 = aaaaaaaaaa\n");
    for (int i = 1; i <= 40; i++) {
      doubling.append("a%d = ${a%d}${a%d}%n".formatted(i, i - 1, i - 1));
    }
    assertRefused(doubling.toString(), "are not allowed");
  }

  private void assertRefused(String text, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("my.conf"), text);
    assertThatThrownBy(() -> Settings.load(file, List.of()))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }
}
