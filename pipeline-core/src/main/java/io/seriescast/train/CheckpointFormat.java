package io.seriescast.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A checkpoint as named entries of bytes: numbers as little-endian float32, the rest as JSON. */
public final class CheckpointFormat {
  private static final String PARAMETERS = "parameters.bin";
  private static final String UPDATER = "updater.bin";
  private static final String BEST = "best.bin";
  private static final String PROGRESS = "progress.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All of a checkpoint but its arrays. NaN is a text, because JSON has no NaN. */
  record Progress(
      int epoch,
      PartialEpoch partial,
      int iteration,
      double rateFactor,
      int bestEpoch,
      List<Loss> losses) {}

  record Loss(
      String model,
      int epoch,
      String train,
      String validation,
      double rate,
      long windows,
      double seconds) {
    static Loss of(EpochLoss loss) {
      return new Loss(
          loss.model(),
          loss.epoch(),
          Double.toString(loss.trainLoss()),
          Double.toString(loss.validationLoss()),
          loss.learningRate(),
          loss.windowsTrained(),
          loss.seconds());
    }

    EpochLoss toEpochLoss() {
      return new EpochLoss(
          model,
          epoch,
          Double.parseDouble(train),
          Double.parseDouble(validation),
          rate,
          windows,
          seconds);
    }
  }

  private CheckpointFormat() {}

  public static Map<String, byte[]> encode(Checkpoint checkpoint) {
    Progress progress =
        new Progress(
            checkpoint.epoch(),
            checkpoint.partial(),
            checkpoint.iteration(),
            checkpoint.rateFactor(),
            checkpoint.bestEpoch(),
            checkpoint.losses().stream().map(Loss::of).toList());
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try {
      entries.put(PROGRESS, JSON.writeValueAsBytes(progress));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.put(PARAMETERS, bytes(checkpoint.parameters()));
    entries.put(UPDATER, bytes(checkpoint.updaterState()));
    entries.put(BEST, bytes(checkpoint.bestParameters()));
    return entries;
  }

  /** The inverse of {@link #encode}. */
  public static Checkpoint decode(Map<String, byte[]> entries) {
    try {
      Progress progress = JSON.readValue(entries.get(PROGRESS), Progress.class);
      return new Checkpoint(
          progress.epoch(),
          progress.partial(),
          progress.iteration(),
          progress.rateFactor(),
          floats(entries.get(PARAMETERS)),
          floats(entries.get(UPDATER)),
          progress.losses().stream().map(Loss::toEpochLoss).toList(),
          progress.bestEpoch(),
          floats(entries.get(BEST)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
