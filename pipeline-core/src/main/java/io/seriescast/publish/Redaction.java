package io.seriescast.publish;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of what is logged, written to the manifest, or shown in the report. */
public final class Redaction {
  /** What stands in a secret's place. */
  public static final String HIDDEN = "*********(redacted)";

  private static final String WORDS =
      "password|passwd|passphrase|secret|token|access.?key|account.?key|api.?key|private.?key"
          + "|credential|\\bsas\\b|sas.?key|signature|\\bsig\\b";
  private static final Pattern KEY = Pattern.compile("(?i)" + WORDS);

  /** The user-info of an address: everything between the scheme and the last @ of the authority. */
  private static final Pattern USER_INFO =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)[^/\\s?#]*@");

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

  /** Any text as it may be shown: without user-info and secret parameters in addresses. */
  public static String text(String text) {
    String bare =
        USER_INFO
            .matcher(text)
            .replaceAll(m -> Matcher.quoteReplacement(m.group(1) + HIDDEN + "@"));
    return ASSIGNMENT.matcher(bare).replaceAll(m -> Matcher.quoteReplacement(m.group(1) + HIDDEN));
  }
}
