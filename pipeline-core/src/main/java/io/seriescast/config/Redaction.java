package io.seriescast.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Takes secrets out of what is logged, written to the manifest, or shown in the report. */
public final class Redaction {
  /** What stands in a secret's place. */
  public static final String HIDDEN = "*********(redacted)";

  private static final String WORDS =
      "password|passwd|passphrase|secret|token|access.?key|account.?key|api.?key|private.?key"
          + "|credential|\\bsas\\b|sas.?key|signature|\\bsig\\b";
  private static final Pattern KEY = Pattern.compile("(?i)" + WORDS);

  /**
   * The user-info of an address: everything between the scheme and the last @ of the authority. Not
   * a container's name, which stands there in the addresses of Azure's storage
   * (abfss://container@account).
   */
  private static final String USER_INFO =
      "(?<![A-Za-z0-9+.-])(?!(?:abfss?|wasbs?)://[^/\\s?#:@]*@)([A-Za-z][A-Za-z0-9+.-]*://)[^/\\s?#]*@";

  private static final Pattern ADDRESS = Pattern.compile(USER_INFO);

  /**
   * key=value in an address's query, a JDBC address's properties or an option's text, and
   * "key":"value" in JSON.
   */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?i)([\\w.-]*(?:" + WORDS + ")[\\w.-]*[\"']?\\s*[=:]\\s*[\"']?)[^&;,\\s\"'}\\]]+");

  private Redaction() {}

  /** Whether the name of a setting says that its value is a secret. */
  public static boolean isSecret(String key) {
    return KEY.matcher(key).find();
  }

  /** The value of a setting as it may be shown. */
  public static String value(String key, String value) {
    return isSecret(key) ? HIDDEN : text(value);
  }

  /** Whether an address has credentials before its host. */
  public static boolean hasCredentials(String address) {
    return ADDRESS.matcher(address).find();
  }

  /** A column of addresses as they may be shown. */
  public static Column addresses(Column addresses) {
    return functions.regexp_replace(
        addresses, USER_INFO, "$1" + Matcher.quoteReplacement(HIDDEN) + "@");
  }

  /** Any text as it may be shown: without user-info and secret parameters in addresses. */
  public static String text(String text) {
    String bare =
        ADDRESS.matcher(text).replaceAll(m -> Matcher.quoteReplacement(m.group(1) + HIDDEN + "@"));
    return ASSIGNMENT.matcher(bare).replaceAll(m -> Matcher.quoteReplacement(m.group(1) + HIDDEN));
  }
}
