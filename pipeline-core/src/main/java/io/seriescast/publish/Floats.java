package io.seriescast.publish;

import io.seriescast.error.PipelineException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers as bytes: the four letters {@code SCF1}, four zero bytes, the count as int64, then that
 * many float32, all little-endian. Nothing else is accepted.
 */
public final class Floats {
  static final int HEADER = 16;
  private static final int MAGIC = 0x31464353; // "SCF1", read as a little-endian int32

  private Floats() {}

  /** The size of {@code count} numbers in bytes. */
  public static long bytes(long count) {
    return HEADER + Math.multiplyExact(count, (long) Float.BYTES);
  }

  public static byte[] encode(float[] values) {
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(bytes(values.length))).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).putInt(0).putLong(values.length);
    out.asFloatBuffer().put(values);
    return out.array();
  }

  /**
   * @param where the file, for the message
   * @throws PipelineException of kind TRAINING when the header or the length is another; the header
   *     is believed only as far as there are bytes to back it
   */
  public static float[] decode(byte[] content, Object where) {
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < HEADER || in.getInt() != MAGIC || in.getInt() != 0) {
      throw PipelineException.training(
          "MODEL_CORRUPT: %s does not begin as a file of numbers does", where);
    }
    long count = in.getLong();
    int found = (content.length - HEADER) / Float.BYTES;
    if (count != found || bytes(found) != content.length) {
      throw PipelineException.training(
          "MODEL_CORRUPT: %s says %d numbers and has %d bytes for them",
          where, count, content.length - HEADER);
    }
    float[] values = new float[found];
    in.asFloatBuffer().get(values);
    return values;
  }
}
