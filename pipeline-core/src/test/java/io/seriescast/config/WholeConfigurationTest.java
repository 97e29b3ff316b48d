package io.seriescast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.seriescast.Settings;
import io.seriescast.publish.EffectiveConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no section says alone, and the configurations that are shipped and documented. */
class WholeConfigurationTest {
  private static EffectiveConfig effective(String... sets) {
    Config config = ConfigFiles.load(null, List.of(sets));
    return Settings.bind(config).effective(config);
  }

  @Test
  void theReferenceOfTheGateIsOneOfTheRunsModels() {
    List<String> unknown = List.of("evaluate.gate.reference=damped-holt");
    assertThatThrownBy(() -> Settings.load(null, unknown).requireConsistent())
        .hasMessageContaining("evaluate.gate.reference: 'damped-holt' is none of the models");
    // the recipe may yet bring it
    Settings.load(null, List.of(unknown.get(0), "model.recipe=auto")).requireConsistent();
  }

  @Test
  void networksOfAnotherRunHaveOnePlace() {
    String warm = "train.warm-start=out/runs/r1";
    Settings.load(null, List.of(warm)).requireConsistent();
    assertThatThrownBy(
            () ->
                Settings.load(null, List.of(warm, "evaluate.backtest.enabled=true"))
                    .requireConsistent())
        .hasMessageContaining("train.warm-start: a backtest's networks begin with nothing");
    assertThatThrownBy(
            () ->
                Settings.load(null, List.of(warm, "forecast.model=out/runs/r2"))
                    .requireConsistent())
        .hasMessageContaining("with --model nothing is trained");
  }

  @Test
  void withTheRecipeWhatTheUserSetIsPartOfARunsIdentity() {
    EffectiveConfig open = effective("model.recipe=auto");
    assertThat(open.values()).containsKeys("window.horizon").doesNotContainKey("forecast.blend");
    EffectiveConfig said = effective("model.recipe=auto", "forecast.blend=false");
    assertThat(open.differences(said)).containsExactly("forecast.blend was absent, is false");
    assertThat(effective().values())
        .as("without the recipe every key counts")
        .containsKey("forecast.blend");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "sine", "m4-hourly-sample"})
  void shippedConfigurationsAreValid(String name) {
    Settings.load(Path.of("../conf", name + ".conf"), List.of()).requireConsistent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "RESULTS.md"})
  void whatTheDocumentsSetIsKnown(String document) throws Exception {
    List<String> sets =
        Pattern.compile("--set '?([a-z.-]+=[^\\s'`]+)")
            .matcher(Files.readString(Path.of("..", document)))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(sets).isNotEmpty();
    sets.forEach(set -> Settings.load(null, List.of("source.path=in.csv", set)));
  }
}
