package io.seriescast.testing;

import java.util.List;
import java.util.stream.Stream;

/** Texts that hold the secret {@value #SECRET}, in every shape that SECURITY.md names. */
public final class Secrets {
  public static final String SECRET = "hunter2";

  /** Names of settings that mean a secret. */
  private static final List<String> NAMES =
      List.of(
          "db.password",
          "DB_PASSWORD",
          "ssl.passwd",
          "key.passphrase",
          "spark.hadoop.fs.s3a.secret.key",
          "fs.s3a.access.key",
          "accessKey",
          "access_key",
          "oauth.token",
          "fs.azure.sas.container",
          "signature",
          "sig",
          "client-credential",
          "fs.azure.account.key.x",
          "private-key",
          "api-key");

  private Secrets() {}

  public static Stream<String> names() {
    return NAMES.stream();
  }

  public static Stream<String> texts() {
    return Stream.concat(
        Stream.of(
            "s3a://KEY:hunter2@bucket/x",
            "jdbc:pg://u:hunter2@h:1/db?ssl=true",
            "abfss://me:hunter2@h/x",
            "x://me:p@hunter2@h/",
            "https://h/x?sig=hunter2&a=1",
            "https://h/x?a=1&X-Amz-Signature=hunter2",
            "jdbc:x://h/db;password=hunter2;a=1",
            "[{\"password\":\"hunter2\",\"a\":1}]",
            "source { password = \"hunter2\" }"),
        names().flatMap(name -> Stream.of(name + "=" + SECRET, name + ": " + SECRET)));
  }
}
