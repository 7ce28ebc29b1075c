package io.vipgate.bench.scale;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Configurations that are large. */
final class ScaleConfig {
  private static final int HOST_BITS = 8;
  private static final int HOST_MASK = 0xff;

  private ScaleConfig() {}

  /** The address of a server by its number, from 0: the server node has a /16 of them. */
  static String address(int number) {
    return "10.7.%d.%d".formatted(16 + (number >> HOST_BITS), number & HOST_MASK);
  }

  /** A proxy with so many servers. */
  static String servers(int port, int count, String check) {
    return """
        proxy.p%d {
          bind = ["%s:%d"]
          check %s
          servers {
        %s
          }
        }
        """
        .formatted(
            port,
            ScaleBed.PROXY,
            port,
            check,
            IntStream.range(0, count)
                .mapToObj(i -> "    s%d.address = \"%s:8081\"".formatted(i, address(i)))
                .collect(Collectors.joining("\n")));
  }

  /** So many virtual routers on one interface. */
  static String instances(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                """
                vrrp.i%d {
                  interface = %s
                  virtual-router-id = %d
                  priority = 100
                  auth-pass = "1111"
                  addresses = ["10.7.3.%d/32"]
                }
                """
                    .formatted(i, ScaleBed.INTERFACE, i, i))
        .collect(Collectors.joining());
  }
}
