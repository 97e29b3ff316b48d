package io.seriescast.train;

import java.util.List;

/**
 * A trained network.
 *
 * @param configuration DL4J's JSON
 * @param parameters in DL4J's order
 * @param updaterState the optimiser's, in DL4J's order
 * @param rollbacks how often a diverged round was taken back
 */
public record Trained(
    String model,
    String configuration,
    float[] parameters,
    float[] updaterState,
    int iterations,
    int rollbacks,
    List<EpochLoss> losses) {}
