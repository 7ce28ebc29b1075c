package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/**
 * What a connection keeps on the heap, as the JVM counts it: the objects of this module and of the
 * transport. The count is compared with that of half as many, so that what is there once is not in
 * it.
 */
class ConnectionMemoryTest {
  /** With compressed references, as in any heap below 32 GiB. */
  private static final int BYTES = 520;

  private static final int CONNECTIONS = 200;

  // GC.class_histogram of jcmd(1): number, instances, bytes, class, module.
  private static final Pattern COUNTED =
      Pattern.compile(" *\\d+: +\\d+ +(\\d+) +(?:io\\.vipgate\\.lb\\.|io\\.netty\\.).*");

  @Test
  void aConnectionThatWasAnsweredKeepsLittle() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.to(server)) {
      try {
        open(proxied, clients);
        long before = counted();
        open(proxied, clients);
        long each = (counted() - before) / CONNECTIONS;
        assertThat(each).as("bytes of each connection").isBetween(1L, (long) BYTES);
      } finally {
        for (Socket client : clients) {
          client.close();
        }
      }
    }
  }

  private static void open(Proxied proxied, List<Socket> clients) throws Exception {
    for (int i = 0; i < CONNECTIONS; i++) {
      Socket client = proxied.connect();
      clients.add(client);
      client.getOutputStream().write(1);
      assertThat(client.getInputStream().read()).isEqualTo(1);
    }
  }

  private static long counted() throws Exception {
    Object text =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return text.toString()
        .lines()
        .map(COUNTED::matcher)
        .filter(Matcher::matches)
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .sum();
  }
}
