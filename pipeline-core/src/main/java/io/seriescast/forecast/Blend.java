package io.seriescast.forecast;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights of several models' mean, from forecasts whose outcome is known: greedy forward selection
 * with replacement (Caruana et al., 2004), shrunk to a prior where little is known.
 *
 * <p>Loss of a forecast: the mean of its scaled error and its sMAPE, each relative to the
 * reference's at the same cutoff, counted from the last, and all cutoffs alike: a Christmas, where
 * errors are large and last year's value does well, shall not decide alone. The scaled error alone
 * where a tenth of the known values or more are zeros, which make sMAPE all or nothing (on spare
 * parts it prefers the worst forecasts). In each of {@value #ROUNDS} rounds the model joins, once
 * more, that makes the mean of all that joined best. The weights are λ · share + (1 − λ) · prior,
 * with N known horizons from K instants λ = min(N / (N + 10), K / (K + 2)): many series forecast at
 * one instant are wrong together, and tell little more than one. The prior goes half by loss⁻⁴, and
 * half by what the networks' mean is worth beside the baselines': to the networks in equal parts,
 * to the baselines by loss⁻⁴, and between the two by loss⁻⁴ of their means. Where little is known
 * networks that failed get little.
 */
final class Blend {
  private static final int ROUNDS = 20;
  private static final double PRIOR_HORIZONS = 10;
  private static final double PRIOR_INSTANTS = 2;
  private static final double SMALLEST = 1e-9;

  /** Zeros among the known values above which relative errors say nothing. */
  private static final double MANY_ZEROS = 0.1;

  private final List<String> models;
  private final Outcomes known;

  /** What a value's absolute error and its sMAPE, times these, add to the loss. */
  private final double[] ofError;

  private final double[] ofSymmetric;

  /**
   * @param models by name
   * @param reference the model that losses are relative to
   */
  Blend(List<String> models, Outcomes known, String reference) {
    this.models = List.copyOf(models);
    this.known = known;
    double[] y = known.y();
    int[] ages = known.ages();
    long zeros = Arrays.stream(y).filter(v -> v == 0).count();
    boolean relative = zeros < MANY_ZEROS * y.length;
    double[] base = known.forecasts()[models.indexOf(reference)];
    double[] scaled = new double[known.oldest() + 1];
    double[] symmetric = new double[known.oldest() + 1];
    for (int i = 0; i < known.size(); i++) {
      scaled[ages[i]] += error(base, i) / known.scale()[i];
      symmetric[ages[i]] += symmetric(base, i);
    }
    int groups = (int) Arrays.stream(ages).distinct().count();
    this.ofError = new double[known.size()];
    this.ofSymmetric = new double[known.size()];
    for (int i = 0; i < known.size(); i++) {
      double parts = relative ? 2.0 * groups : groups;
      ofError[i] = 1 / (parts * known.scale()[i] * Math.max(scaled[ages[i]], SMALLEST));
      ofSymmetric[i] = relative ? 1 / (parts * Math.max(symmetric[ages[i]], SMALLEST)) : 0;
    }
  }

  /**
   * Non-negative weights that sum to 1.
   *
   * @param networks the models that the prior trusts
   */
  Map<String, Double> weights(List<String> networks, int horizon) {
    double[] share = greedy();
    double[] prior = prior(networks);
    double horizons = (double) known.size() / horizon;
    double instants = Arrays.stream(known.instants()).distinct().count();
    double lambda =
        Math.min(horizons / (horizons + PRIOR_HORIZONS), instants / (instants + PRIOR_INSTANTS));
    Map<String, Double> weights = new LinkedHashMap<>();
    for (int m = 0; m < models.size(); m++) {
      weights.put(models.get(m), lambda * share[m] + (1 - lambda) * prior[m]);
    }
    return weights;
  }

  private double[] greedy() {
    double[] joined = new double[known.size()];
    double[] share = new double[models.size()];
    for (int round = 1; round <= ROUNDS; round++) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int m = 0; m < known.forecasts().length; m++) {
        double[] mean = new double[known.size()];
        for (int i = 0; i < mean.length; i++) {
          mean[i] = (joined[i] + known.forecasts()[m][i]) / round;
        }
        double loss = loss(mean);
        if (loss < least) {
          least = loss;
          best = m;
        }
      }
      for (int i = 0; i < joined.length; i++) {
        joined[i] += known.forecasts()[best][i];
      }
      share[best] += 1.0 / ROUNDS;
    }
    return share;
  }

  private double[] prior(List<String> networks) {
    int size = models.size();
    double[] worth = new double[size];
    double[] trusted = new double[size];
    double[] others = new double[size];
    for (int m = 0; m < size; m++) {
      worth[m] = worth(known.forecasts()[m]);
      boolean network = networks.contains(models.get(m));
      trusted[m] = network ? 1 : 0;
      others[m] = network ? 0 : worth[m];
    }
    shares(worth);
    // both, always: each is made to add up to 1
    boolean someNetworks = shares(trusted);
    boolean both = shares(others) && someNetworks;
    double ofNetworks = both ? worth(mean(trusted)) : 0;
    double ofOthers = both ? worth(mean(others)) : 0;
    double[] prior = worth;
    for (int m = 0; both && m < size; m++) {
      double group = (ofNetworks * trusted[m] + ofOthers * others[m]) / (ofNetworks + ofOthers);
      prior[m] = (worth[m] + group) / 2;
    }
    return prior;
  }

  private double worth(double[] forecast) {
    return Math.pow(Math.max(loss(forecast), SMALLEST), -4);
  }

  /** Makes the parts sum to 1; false when there is nothing to share. */
  private static boolean shares(double[] parts) {
    double sum = Arrays.stream(parts).sum();
    for (int m = 0; sum > 0 && m < parts.length; m++) {
      parts[m] /= sum;
    }
    return sum > 0;
  }

  private double[] mean(double[] weights) {
    double[] mean = new double[known.size()];
    for (int m = 0; m < weights.length; m++) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weights[m] * known.forecasts()[m][i];
      }
    }
    return mean;
  }

  private double loss(double[] forecast) {
    double loss = 0;
    for (int i = 0; i < known.size(); i++) {
      loss += ofError[i] * error(forecast, i) + ofSymmetric[i] * symmetric(forecast, i);
    }
    return loss;
  }

  private double error(double[] forecast, int i) {
    return Math.abs(known.y()[i] - forecast[i]);
  }

  private double symmetric(double[] forecast, int i) {
    double size = Math.abs(known.y()[i]) + Math.abs(forecast[i]);
    return size > 0 ? 2 * error(forecast, i) / size : 0;
  }
}
