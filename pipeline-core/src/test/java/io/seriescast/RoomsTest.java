package io.seriescast;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms (packages) of the flow: who may know whom, and what stays in which room. */
class RoomsTest {
  /** In the flow's order; a room may know the ones before it, never one after it. */
  private static final List<String> ROOMS =
      List.of(
          "error",
          "config",
          "table",
          "source",
          "quality",
          "split",
          "scale",
          "window",
          "cell",
          "executor",
          "model",
          "train",
          "baseline",
          "recipe",
          "forecast",
          "evaluate",
          "publish",
          "report");

  /** Rooms that only compute: what they return depends on nothing but what they are given. */
  private static final String[] PURE =
      packages("split", "scale", "window", "model", "baseline", "evaluate");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.seriescast")
            // where tests are not told from main code by their folder
            .that(resideOutsideOfPackage("io.seriescast.testing.."));
  }

  static Stream<String> rooms() {
    return ROOMS.stream();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomKnowsNoneAfterIt(String room) {
    String[] after =
        Stream.concat(
                ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size()).stream()
                    .map(RoomsTest::packageOf),
                Stream.of("io.seriescast", "io.seriescast.jobs.."))
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(packageOf(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(after)
        .check(classes);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("io.seriescast.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void everyPackageIsARoomOfThisList() {
    noClasses()
        .that()
        .resideInAPackage("io.seriescast..")
        .should()
        .resideOutsideOfPackages(
            Stream.concat(
                    ROOMS.stream().map(RoomsTest::packageOf),
                    Stream.of("io.seriescast", "io.seriescast.jobs..", "io.seriescast.testing.."))
                .toArray(String[]::new))
        .check(classes);
  }

  @Test
  void networksOfDeeplearning4jStayWhereTheyAreBuiltTrainedAndApplied() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("cell", "model", "train", "forecast"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.datavec.."))
        .check(classes);
  }

  @Test
  void theCommandLineIsNotInTheCore() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.seriescast.jobs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(SparkSession.class, "builder")
        .check(classes);
  }

  @Test
  void randomnessHasASeed() {
    noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .check(classes);
  }

  @Test
  void whatOnlyComputesLooksAtNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(classes);
  }

  private static String[] packages(String... rooms) {
    return Stream.of(rooms).map(RoomsTest::packageOf).toArray(String[]::new);
  }

  private static String packageOf(String room) {
    return "io.seriescast." + room + "..";
  }
}
