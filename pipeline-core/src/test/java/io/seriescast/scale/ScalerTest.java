package io.seriescast.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalerTest {
  private static final double NAN = Double.NaN;

  @Test
  void handMadeNumbers() {
    double[] y = {4, 2, NAN, 8, 6, 10, 0};
    assertThat(fit(ScalerKind.MIN_MAX, y)).isEqualTo(new Scaler(ScalerKind.MIN_MAX, 0, 10, 1));
    Scaler standard = fit(ScalerKind.STANDARD, y);
    assertThat(standard.center()).isEqualTo(5);
    assertThat(standard.scale()).isCloseTo(Math.sqrt(35.0 / 3), within(1e-12));
    assertThat(fit(ScalerKind.ROBUST, y)).isEqualTo(new Scaler(ScalerKind.ROBUST, 5, 5, 1));
    assertThat(fit(ScalerKind.MEAN_ABS, y)).isEqualTo(new Scaler(ScalerKind.MEAN_ABS, 0, 5, 1));
    assertThat(fit(ScalerKind.MAX_ABS, y)).isEqualTo(new Scaler(ScalerKind.MAX_ABS, 0, 10, 1));
    // season 2: |8−2|, |10−6|… of pairs without a gap: (t=3) 8−2, (t=5) 10−8, (t=6) 0−6
    Scaler difference = fit(ScalerKind.SEASONAL_DIFFERENCE, y);
    assertThat(difference.scale()).isCloseTo((6 + 2 + 6) / 3.0, within(1e-12));
    assertThat(fit(ScalerKind.NONE, y)).isEqualTo(Scaler.IDENTITY);
    assertThat(fit(ScalerKind.LOG1P, new double[] {0, Math.E - 1}))
        .satisfies(
            s -> assertThat(s.center()).isCloseTo(0.5, within(1e-15)),
            s -> assertThat(s.scale()).isCloseTo(0.5, within(1e-15)),
            s -> assertThat(s.lambda()).isZero());
  }

  @Test
  void onlyWhatIsBeforeTheEndIsRead() {
    double[] y = {1, 3, -1e9};
    for (ScalerKind kind : ScalerKind.values()) {
      assertThat(ScalerFit.fit(kind, y, 2, 1))
          .isEqualTo(ScalerFit.fit(kind, new double[] {1, 3}, 2, 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void inverseOfTransformIsTheValue(ScalerKind kind) {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double size = Math.pow(10, random.nextInt(13) - 6);
      double level = random.nextInt(3) * size;
      double[] y = random.doubles(50).map(v -> level + size * (v - 0.3)).toArray();
      Scaler scaler = fit(kind, y);
      for (double value : y) {
        double scaled = scaler.transform(value);
        assertThat(scaled).isFinite();
        assertThat(scaler.inverse(scaled))
            .as("%s seed %d", scaler, seed)
            .isCloseTo(value, within(1e-12 * (Math.abs(value) + size)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F14 a constant comes back exactly, and no scale is zero")
  void constants(ScalerKind kind) {
    for (double value : new double[] {0, -0.0, 7, -1e-9, 1e15, 1e300, -1e300, Double.MIN_VALUE}) {
      Scaler scaler = fit(kind, new double[] {value, value, value});
      assertThat(scaler.scale()).isPositive();
      if (scaler.lambda() == 1) {
        assertThat(scaler.inverse(scaler.transform(value))).isEqualTo(value + 0.0);
      }
      assertThat(scaler.transform(value)).isFinite();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F16, F17 1e300, denormals and a float's neighbours stay finite, there and back")
  void extremes(ScalerKind kind) {
    double[][] hostile = {
      {1e300, -1e300, 0},
      {Double.MAX_VALUE, -Double.MAX_VALUE},
      {1e300, 1e-300},
      {1e-300, 2e-300, 3e-300},
      {Double.MIN_VALUE, 2 * Double.MIN_VALUE, 0},
      {1e9, Math.nextUp(1e9), 1e9},
      {0, 0, 0, 0, 0, 0, 0, 1e300},
      {-5, -5, -5, 1e-320},
    };
    for (double[] y : hostile) {
      Scaler scaler = fit(kind, y);
      for (double value : y) {
        double scaled = scaler.transform(value);
        assertThat(scaled).as("%s of %s", scaler, value).isFinite();
        double largest = Arrays.stream(y).map(Math::abs).max().getAsDouble();
        assertThat(scaler.inverse(scaled))
            .as("%s of %s", scaler, value)
            .isFinite()
            .satisfies(
                back ->
                    assertThat(Math.abs(back / 4 - value / 4))
                        .isLessThanOrEqualTo(1e-11 * largest));
      }
      assertThat(scaler.inverse(1e300)).isFinite();
      assertThat(scaler.inverse(-1e300)).isFinite();
      assertThat(scaler.transform(NAN)).isNaN();
      assertThat(scaler.inverse(NAN)).isNaN();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F3, F15 NaN and infinities are not fitted; without any value there is a scaler")
  void notFinite(ScalerKind kind) {
    double[] clean = {1, 2, 4};
    double[] dirty = {NAN, 1, 2, Double.POSITIVE_INFINITY, 4, Double.NEGATIVE_INFINITY};
    if (kind != ScalerKind.SEASONAL_DIFFERENCE) {
      assertThat(fit(kind, dirty)).isEqualTo(fit(kind, clean));
    }
    assertThat(fit(kind, dirty).scale()).isFinite();
    assertThat(fit(kind, new double[] {NAN, NAN})).isEqualTo(new Scaler(kind, 0, 1, 1));
    assertThat(fit(kind, new double[0])).isEqualTo(new Scaler(kind, 0, 1, 1));
  }

  @ParameterizedTest
  @EnumSource
  void orderIsKept(ScalerKind kind) {
    Scaler scaler = fit(kind, new Random(7).doubles(40, -3, 90).toArray());
    for (double v = -200; v < 200; v += 0.5) {
      assertThat(scaler.transform(v + 0.5)).isGreaterThan(scaler.transform(v));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void fittedPartIsWhereItsKindSays(int seed) {
    double[] y = new Random(seed).doubles(100, -5, 50).toArray();
    double[] minMax = Arrays.stream(y).map(fit(ScalerKind.MIN_MAX, y)::transform).toArray();
    assertThat(Arrays.stream(minMax).min().getAsDouble()).isZero();
    assertThat(Arrays.stream(minMax).max().getAsDouble()).isEqualTo(1);
    for (ScalerKind kind :
        new ScalerKind[] {ScalerKind.STANDARD, ScalerKind.LOG1P, ScalerKind.BOX_COX}) {
      double[] z = Arrays.stream(y).map(fit(kind, y)::transform).toArray();
      assertThat(Arrays.stream(z).average().getAsDouble()).isCloseTo(0, within(1e-12));
      assertThat(Arrays.stream(z).map(v -> v * v).average().getAsDouble())
          .isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void boxCoxFindsTheLogarithmOfLogNormalValuesAndTheIdentityOfNormalOnes() {
    Random random = new Random(1);
    double[] logNormal =
        random.doubles(4000).map(u -> Math.exp(5 + random.nextGaussian())).toArray();
    double[] normal = random.doubles(4000).map(u -> 500 + 50 * random.nextGaussian()).toArray();
    assertThat(fit(ScalerKind.BOX_COX, logNormal).lambda()).isCloseTo(0, within(0.05));
    assertThat(fit(ScalerKind.BOX_COX, normal).lambda()).isGreaterThan(0.5);
  }

  @Test
  void halfZerosDoNotBreakTheRobustScaler() {
    Scaler scaler = fit(ScalerKind.ROBUST, new double[] {0, 0, 0, 0, 0, 0, 0, 8});
    assertThat(scaler).isEqualTo(new Scaler(ScalerKind.ROBUST, 0, 1, 1));
  }

  @Test
  void noScalerHasANonsenseScale() {
    for (double scale : new double[] {0, -1, NAN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Scaler(ScalerKind.NONE, 0, scale, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Scaler fit(ScalerKind kind, double[] y) {
    return ScalerFit.fit(kind, y, y.length, 2);
  }
}
