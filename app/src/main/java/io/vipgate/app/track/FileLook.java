package io.vipgate.app.track;

import io.vipgate.vrrp.role.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number that a file begins with; 0 if there is none, as keepalived has it. */
final class FileLook implements Look {
  private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?\\d{1,18})");
  private static final int ENOUGH_BYTES = 64;

  private final Path file;

  FileLook(Path file) {
    this.file = file;
  }

  @Override
  public Observation look() {
    try (var in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(ENOUGH_BYTES), StandardCharsets.UTF_8);
      Matcher matcher = NUMBER.matcher(text);
      return matcher.lookingAt()
          ? new Observation.Reading(clamped(Long.parseLong(matcher.group(1))), file.toString())
          : new Observation.Reading(0, file + " has no number");
    } catch (IOException e) {
      return new Observation.Reading(0, file + " cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static int clamped(long number) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(number, Integer.MAX_VALUE));
  }
}
