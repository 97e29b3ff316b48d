package io.seriescast.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class ChunkPackerTest {
  private static final int SERIES = 1000;
  private static final int TEXT = 64 << 10;

  @Test
  void whatIsHeldIsBoundedWithLongStaticTextsAsWell() {
    AtomicInteger taken = new AtomicInteger();
    Iterator<InternalRow> rows =
        IntStream.range(0, SERIES).peek(taken::set).mapToObj(ChunkPackerTest::row).iterator();
    ChunkPacker packer = new ChunkPacker(rows);
    packer.next();
    assertThat(taken.get()).isBetween(ChunkPacker.BUDGET / TEXT / 2, ChunkPacker.BUDGET / TEXT + 1);
    int chunks = 1;
    while (packer.hasNext()) {
      packer.next();
      chunks++;
    }
    assertThat(chunks).isEqualTo(SERIES);
  }

  private static InternalRow row(int series) {
    Object[] row = new Object[Judgement.LINE + 1];
    row[Judgement.UNIQUE_ID] = UTF8String.fromString("s" + series);
    row[Judgement.ORIGIN] = UTF8String.fromString("file.csv");
    row[Judgement.MICROS] = 0L;
    row[Judgement.Y] = 1.0;
    row[Judgement.CAVEATS] = 0;
    row[Judgement.NUMBERS] = ArrayData.toArrayData(new double[0]);
    row[Judgement.STATICS] =
        ArrayData.toArrayData(new UTF8String[] {UTF8String.fromString("x".repeat(TEXT))});
    return new GenericInternalRow(row);
  }
}
