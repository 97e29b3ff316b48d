package io.seriescast;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.config.ConfigFiles;
import io.seriescast.model.ModelSettings.Recipe;
import io.seriescast.publish.EffectiveConfig;
import io.seriescast.recipe.Profile;
import io.seriescast.table.Frequency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepTest {
  private static final EffectiveConfig CONFIG =
      EffectiveConfig.of(ConfigFiles.load(null, List.of()));

  private static Set<String> keys(Step step, Recipe recipe) {
    return step.dependsOn(CONFIG, recipe).values().keySet();
  }

  @Test
  void everyStepDependsOnWhatTheOnesBeforeItDo() {
    for (Recipe recipe : Recipe.values()) {
      for (int i = 1; i < Step.values().length; i++) {
        assertThat(keys(Step.values()[i], recipe)).containsAll(keys(Step.values()[i - 1], recipe));
      }
    }
  }

  @Test
  void asOfIsPartOfTheInput() {
    assertThat(keys(Step.INGEST, Recipe.NONE)).contains("source.as-of", "model.recipe");
  }

  @Test
  void whatTheRecipeChoosesIsRemembered() {
    Profile profile =
        new Profile(Frequency.parse("M"), 12, 9, 120, 1080, 0, 1, List.of(new double[120]));
    assertThat(keys(Step.PREPARE, Recipe.AUTO))
        .containsAll(io.seriescast.recipe.Recipe.plan(profile, 12, 2).values().keySet());
  }

  @Test
  void aRunThatTheGateStoppedMayBePublishedWithAnotherGate() {
    assertThat(keys(Step.REPORT, Recipe.AUTO))
        .contains("evaluate.gate.metric")
        .doesNotContain("evaluate.gate.enabled", "evaluate.gate.margin");
  }

  @Test
  void networksThatTheUserSizesMayBeTrainedOnWhatIsPreparedAlready() {
    assertThat(keys(Step.PREPARE, Recipe.NONE)).doesNotContain("model.hidden", "train.epochs");
    assertThat(keys(Step.PREPARE, Recipe.AUTO)).contains("model.hidden", "train.epochs");
  }
}
