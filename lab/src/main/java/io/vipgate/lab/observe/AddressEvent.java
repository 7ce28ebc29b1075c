package io.vipgate.lab.observe;

import io.vipgate.lab.EpochTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code ip -ts -o monitor address all-nsid}, run with TZ=UTC:
 *
 * <pre>
 *   [2026-01-01T07:48:03.037063] [nsid 1]2: bond0    inet 10.32.255.99/32 scope global dynamic ...
 *   [2026-01-01T07:48:05.119204] [nsid 1]Deleted 2: bond0    inet 10.32.255.99/32 scope ...
 * </pre>
 *
 * <p>The name of the interface in it is not to be trusted: it is looked up in the observer's own
 * namespace.
 *
 * @param atNs when the event was read, in nanoseconds of {@link EpochTime}
 * @param namespace the number by which the observer knows the namespace
 * @param address without the prefix's length
 * @param held false if the address was deleted, by anyone or because its lifetime ended
 */
record AddressEvent(long atNs, int namespace, String address, boolean held) {
  private static final Pattern LINE =
      Pattern.compile("\\[(\\S+)] \\[nsid (\\d+)](Deleted )?\\d+: \\S+\\s+inet6? ([^/ ]+)[/ ].*");

  static Optional<AddressEvent> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new AddressEvent(
            EpochTime.toNs(LocalDateTime.parse(matcher.group(1)).toInstant(ZoneOffset.UTC)),
            Integer.parseInt(matcher.group(2)),
            matcher.group(4),
            matcher.group(3) == null));
  }
}
