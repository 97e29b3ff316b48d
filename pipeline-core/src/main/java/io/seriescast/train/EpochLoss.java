package io.seriescast.train;

import java.io.Serializable;

/**
 * One row of {@link io.seriescast.table.Table#LOSSES}.
 *
 * @param epoch from 1
 * @param trainLoss mean over all windows of the loss each had just before its minibatch's update,
 *     in scaled units
 * @param validationLoss mean over the validation windows after the epoch, in scaled units; NaN when
 *     there are none
 * @param learningRate at the end of the epoch
 * @param windowsTrained how many windows were trained on: all of them
 */
public record EpochLoss(
    String model,
    int epoch,
    double trainLoss,
    double validationLoss,
    double learningRate,
    long windowsTrained,
    double seconds)
    implements Serializable {}
