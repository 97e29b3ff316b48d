package io.seriescast.publish;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What may happen to the files of a model: damage, or somebody's ill will. */
final class Mutator {
  private static final Pattern NUMBER = Pattern.compile("(?<=[\\s:\\[,])-?\\d[\\d.eE+-]*");
  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");

  private static final List<String> NUMBERS =
      List.of("-1", "0", "3", "2147483647", "9223372036854775807", "1e308", "NaN", "null", "[]");

  private static final List<String> TEXTS =
      List.of(
          "io.seriescast.publish.Canary",
          "[Lio.seriescast.publish.Canary;",
          "io.seriescast.publish.C\\u0061nary",
          "javax.script.ScriptEngineManager",
          "org.deeplearning4j.nn.conf.layers.misc.FrozenLayer",
          "org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer",
          "org.deeplearning4j.nn.conf.NoSuchClass",
          "@class",
          "",
          "../../../etc/passwd");

  private final Map<String, byte[]> files;
  private final Random random;
  private final List<String> told = new ArrayList<>();

  /**
   * @param files by name; stay as they are
   */
  Mutator(Map<String, byte[]> files, Random random) {
    this.files = new TreeMap<>(files);
    this.random = random;
  }

  /** One to three mutations. */
  Map<String, byte[]> mutate() {
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<String> names = List.copyOf(files.keySet());
      String name = names.get(random.nextInt(names.size()));
      mutate(name, files.get(names.get(random.nextInt(names.size()))));
    }
    return files;
  }

  /** In words. */
  String told() {
    return String.join(", ", told);
  }

  /**
   * @param other the content of any entry
   */
  private void mutate(String name, byte[] other) {
    byte[] content = files.get(name);
    int from = random.nextInt(content.length + 1);
    int to = from + random.nextInt(content.length - from + 1);
    switch (random.nextInt(13)) {
      case 0 -> put("cut to %d: ".formatted(from), name, Arrays.copyOf(content, from));
      case 1 -> put("flipped: ", name, flipped(content));
      case 2 -> put("noise: ", name, joined(part(content, 0, from), noise(), content, to));
      case 3 -> put("cut out %d to %d: ".formatted(from, to), name, spliced(content, from, to));
      case 4 -> put("doubled: ", name, joined(content, part(content, from, to), content, from));
      case 5 -> put("spliced: ", name, joined(part(content, 0, from), other, content, to));
      case 6 -> put("swapped: ", name, other);
      case 7 -> put("numbers: ", name, replaced(content, NUMBER, NUMBERS, ""));
      case 8 -> put("texts: ", name, replaced(content, TEXT, TEXTS, "\""));
      case 9 -> put("a zip: ", name, Bait.zip(content, other));
      case 10 ->
          put("a zip behind it: ", name, joined(content, Bait.zip(other, content), other, 0));
      case 11 -> put("Java serialisation: ", name, Bait.serialisedCanary());
      default -> {
        String extra = List.of("preprocessor.bin", "inputs.json", "a.zip").get(random.nextInt(3));
        put("added: ", extra, random.nextBoolean() ? Bait.serialisedCanary() : content);
      }
    }
  }

  private void put(String how, String name, byte[] content) {
    told.add(how + name);
    files.put(name, content);
  }

  private byte[] flipped(byte[] content) {
    byte[] flipped = content.clone();
    for (int i = random.nextInt(8); i >= 0 && flipped.length > 0; i--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(64)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] replaced(byte[] content, Pattern what, List<String> by, String quote) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<MatchResult> found = what.matcher(text).results().toList();
    if (found.isEmpty()) {
      return flipped(content);
    }
    MatchResult at = found.get(random.nextInt(found.size()));
    String other = quote + by.get(random.nextInt(by.size())) + quote;
    return (text.substring(0, at.start()) + other + text.substring(at.end()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] spliced(byte[] content, int from, int to) {
    return joined(part(content, 0, from), new byte[0], content, to);
  }

  private static byte[] part(byte[] content, int from, int to) {
    return Arrays.copyOfRange(content, from, to);
  }

  /** The first two, and the third from {@code to} on. */
  private static byte[] joined(byte[] first, byte[] second, byte[] third, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    out.writeBytes(part(third, Math.min(to, third.length), third.length));
    return out.toByteArray();
  }
}
