package io.seriescast.train;

import java.util.List;

/**
 * Everything that training needs to go on as if it had not stopped.
 *
 * @param epoch how many epochs are done
 * @param partial what is done of the next one
 * @param iteration minibatches per worker that are done
 * @param rateFactor what is left of the learning rate after roll-backs
 * @param parameters the network's, in DL4J's order
 * @param updaterState the optimiser's, in DL4J's order; empty for plain SGD
 * @param losses one for every epoch done
 * @param bestEpoch the epoch with the least validation loss so far, 0 for none
 * @param bestParameters of that epoch, empty for none
 */
public record Checkpoint(
    int epoch,
    PartialEpoch partial,
    int iteration,
    double rateFactor,
    float[] parameters,
    float[] updaterState,
    List<EpochLoss> losses,
    int bestEpoch,
    float[] bestParameters) {}
