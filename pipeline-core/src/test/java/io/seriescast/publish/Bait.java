package io.seriescast.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a careless reader would choke on, or run. */
final class Bait {
  private Bait() {}

  /** Its name is as long as the canary's, which must not be loaded to be written. */
  static final class Parrot implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** The canary by Java serialisation: whoever deserialises it loads its class. */
  static byte[] serialisedCanary() {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Parrot());
      out.flush();
      byte[] parrot = bytes.toByteArray();
      String name = Parrot.class.getName();
      String canary = "io.seriescast.publish.Canary";
      // class descriptor: two bytes for the name's length, the name
      byte[] before = utf(name);
      byte[] after = utf(canary);
      int at = new String(parrot, StandardCharsets.ISO_8859_1).indexOf(text(before));
      ByteArrayOutputStream forged = new ByteArrayOutputStream();
      forged.write(parrot, 0, at);
      forged.write(after);
      forged.write(parrot, at + before.length, parrot.length - at - before.length);
      return forged.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] utf(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    byte[] utf = new byte[ascii.length + 2];
    utf[0] = (byte) (ascii.length >> 8);
    utf[1] = (byte) ascii.length;
    System.arraycopy(ascii, 0, utf, 2, ascii.length);
    return utf;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** As Deeplearning4j's own writer packs a model, with what its reader deserialises. */
  static byte[] zip(byte[] configuration, byte[] coefficients) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      entry(zip, "configuration.json", configuration);
      entry(zip, "coefficients.bin", coefficients);
      entry(zip, "preprocessor.bin", serialisedCanary());
      entry(zip, "../../../escaped.json", configuration);
      entry(zip, "bomb.bin", new byte[1 << 22]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
