package io.vipgate.lab.observe;

import io.vipgate.lab.Lab;
import io.vipgate.lab.LabProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hears every VRRP advertisement on a lab's segment, from its bridge: unicast ones, too. */
public final class AdvertWatch implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(10);
  private static final Pattern LISTENING = Pattern.compile("listening on ");

  /**
   * A line of {@code tcpdump -tt -n}:
   *
   * <pre>
   *   1763722209.282967 IP 10.0.0.2 > 224.0.0.18: VRRPv3, Advertisement, vrid 7, prio 120, intvl ...
   *   1763722171.159564 IP6 2001:db8::1 > 2001:db8::2: VRRPv3, Advertisement, (ttl 64), vrid 51, ...
   * </pre>
   */
  private static final Pattern LINE =
      Pattern.compile(
          "(\\d+)\\.(\\d{6}) IP(6?) (\\S+) > \\S+: VRRPv\\d, Advertisement,"
              + "(?: \\(ttl \\d+\\),)? vrid (\\d+), prio (\\d+),.*");

  /**
   * One advertisement.
   *
   * @param atNs when it passed, in nanoseconds of {@link io.vipgate.lab.EpochTime}
   * @param priority 0 for a resignation
   */
  public record Advert(long atNs, String source, int priority) {}

  private record Router(boolean ipv6, int virtualRouterId) {}

  private final Map<Router, List<Advert>> adverts = new ConcurrentHashMap<>();
  private final LabProcess tcpdump;

  private AdvertWatch(Lab lab) {
    tcpdump =
        lab.startObserver(
            "advertwatch",
            List.of(
                "tcpdump",
                "--immediate-mode",
                "-l",
                "-n",
                "-tt",
                "-Z",
                "root",
                "-i",
                "br0",
                "ip proto 112 or ip6 proto 112"),
            this::onLine);
    tcpdump.log().await(LISTENING, START);
  }

  /** Starts to listen; all that passes after the return is heard. */
  public static AdvertWatch start(Lab lab) {
    return new AdvertWatch(lab);
  }

  private void onLine(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    Router router = new Router(!matcher.group(3).isEmpty(), Integer.parseInt(matcher.group(5)));
    long atNs =
        Long.parseLong(matcher.group(1)) * 1_000_000_000L
            + Long.parseLong(matcher.group(2)) * 1_000L;
    List<Advert> heard = adverts.computeIfAbsent(router, key -> new ArrayList<>());
    synchronized (heard) {
      heard.add(new Advert(atNs, matcher.group(4), Integer.parseInt(matcher.group(6))));
    }
  }

  /** What was heard of a virtual router from then on, in its order. */
  public List<Advert> since(boolean ipv6, int virtualRouterId, long fromNs) {
    List<Advert> heard =
        Optional.ofNullable(adverts.get(new Router(ipv6, virtualRouterId))).orElse(List.of());
    synchronized (heard) {
      int from = heard.size();
      while (from > 0 && heard.get(from - 1).atNs() >= fromNs) {
        from--;
      }
      return List.copyOf(heard.subList(from, heard.size()));
    }
  }

  @Override
  public void close() {
    tcpdump.close();
  }
}
