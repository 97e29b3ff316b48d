package io.seriescast.forecast;

import java.util.List;
import java.util.Map;

/**
 * What a blend weighs its models with.
 *
 * @param weights by model, from all that is known: for what is not known yet
 * @param leavingOut the same without one cutoff's outcomes, by how old that cutoff is (0 for the
 *     newest of a series): for what is known there. Of more cutoffs than entries the ages modulo
 *     their number are left out together. Empty where there is no other cutoff to go by
 */
public record BlendWeights(Map<String, Double> weights, List<Map<String, Double>> leavingOut) {
  /** Weights that no outcome has a part in. */
  public static BlendWeights unlearned(Map<String, Double> weights) {
    return new BlendWeights(weights, List.of());
  }
}
