package io.seriescast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The faults that the product must survive are numbered F1 to F74. A test quotes the numbers of
 * those that it shows; {@code grep -rnw F53 --include='*.java'} finds it.
 */
class FaultsTest {
  private static final int FAULTS = 74;
  private static final Pattern FAULT = Pattern.compile("\\bF([1-9]\\d?)\\b");

  @Test
  @DisplayName("every fault is quoted by a test")
  void everyFault() throws IOException {
    Set<Integer> tested = new TreeSet<>();
    for (String module : List.of("pipeline-core", "jobs")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
        for (Path test : files.filter(FaultsTest::isTest).toList()) {
          tested.addAll(faults(Files.readString(test)));
        }
      }
    }
    assertThat(tested).containsExactlyElementsOf(IntStream.rangeClosed(1, FAULTS).boxed().toList());
  }

  private static boolean isTest(Path file) {
    String name = file.getFileName().toString();
    return name.matches(".*(Test|IT)\\.java") && !name.equals("FaultsTest.java");
  }

  private static Set<Integer> faults(String text) {
    return FAULT
        .matcher(text)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
