package io.seriescast.model;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * How gradients become steps.
 *
 * <p>The gradient is the mean over the minibatch, clipped; the step is DL4J's, at the rate of the
 * schedule; with weight decay λ every weight, but no bias, also shrinks by rate · λ of itself,
 * whatever its gradient (Loshchilov and Hutter, 2019: of ADAM it makes AdamW). The loss that is
 * reported has no part in it.
 *
 * @param rate the same for all layers, or DL4J lays out their states one by one
 * @param momentum of SGD, in Nesterov's form; 0 = none
 * @param weightDecay λ
 * @param clipNorm norm of a layer's gradient above which it is scaled down to it; 0 = off
 * @param clipValue magnitude of a single gradient above which it is cut to it; 0 = off
 */
public record Optimiser(
    Kind kind,
    RateSchedule rate,
    double momentum,
    double weightDecay,
    double clipNorm,
    double clipValue) {
  /** The rule of a step. */
  public enum Kind {
    /** Kingma and Ba, 2015. */
    ADAM,
    SGD,
    /** Tieleman and Hinton, 2012; the mean of squares forgets 5 % a step. */
    RMSPROP
  }

  NeuralNetConfiguration.Builder configure(NeuralNetConfiguration.Builder builder) {
    builder.updater(updater());
    if (clipNorm > 0) {
      builder
          .gradientNormalization(GradientNormalization.ClipL2PerLayer)
          .gradientNormalizationThreshold(clipNorm);
    } else if (clipValue > 0) {
      builder
          .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
          .gradientNormalizationThreshold(clipValue);
    }
    return builder;
  }

  /** Said by the builder for all layers, DL4J's validation would add it to each of them twice. */
  MultiLayerConfiguration decaying(MultiLayerConfiguration configuration) {
    for (NeuralNetConfiguration conf : configuration.getConfs()) {
      if (weightDecay > 0 && conf.getLayer() instanceof BaseLayer layer) {
        layer.setRegularization(new ArrayList<>(List.of(new WeightDecay(weightDecay, true))));
      }
    }
    return configuration;
  }

  private IUpdater updater() {
    return switch (kind) {
      case ADAM -> new Adam(rate);
      case SGD -> momentum > 0 ? new Nesterovs(rate, momentum) : new Sgd(rate);
      case RMSPROP -> new RmsProp(rate);
    };
  }
}
