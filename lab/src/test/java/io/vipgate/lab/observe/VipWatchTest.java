package io.vipgate.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Lab;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.observe.VipTimeline.Span;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RequiresRoot
final class VipWatchTest {
  private static final String VIP = "10.32.255.99";
  private static final Duration SOON = Duration.ofSeconds(10);

  private Lab lab;
  private Node m1;
  private Node m2;

  @BeforeEach
  void build() {
    lab = Lab.create("vipwatch");
    m1 = lab.addNode("m1", "bond0", "10.32.0.1/16");
    m2 = lab.addNode("m2", "bond0", "10.32.0.2/16");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void seesHoldersFromTheStartOverlapAndGap() {
    address(m1, "add");
    try (VipWatch watch = VipWatch.start(lab, VIP)) {
      address(m2, "add");
      address(m1, "del");
      address(m2, "del");
      address(m1, "add");

      assertThat(watch.timeline().spans().stream().map(Span::holders))
          .containsExactly(Set.of("m1"), Set.of("m1", "m2"), Set.of("m2"), Set.of(), Set.of("m1"));
      assertThat(watch.holdersNow()).containsExactly("m1");
    }
  }

  @Test
  void seesALeaseThatIsRenewedOnceAndRunsOut() {
    try (VipWatch watch = VipWatch.start(lab, VIP)) {
      address(m1, "add", "valid_lft", "1", "preferred_lft", "1");
      address(m1, "change", "valid_lft", "1", "preferred_lft", "1");
      watch.awaitOnly(m1, SOON);
      watch.awaitNone(SOON);

      List<Span> spans = watch.timeline().spans();

      assertThat(spans.stream().map(Span::holders))
          .containsExactly(Set.of(), Set.of("m1"), Set.of());
      // The kernel takes it off in the second after the lifetime's end.
      assertThat(spans.get(1).length()).isBetween(Duration.ofMillis(900), Duration.ofMillis(2500));
    }
  }

  @Test
  void otherAddressesAreNotCounted() {
    try (VipWatch watch = VipWatch.start(lab, VIP)) {
      m1.run("ip", "address", "add", "10.32.255.98/32", "dev", "bond0");

      assertThat(watch.timeline().spans()).hasSize(1);
    }
  }

  private static void address(Node node, String verb, String... options) {
    String[] command = {"ip", "address", verb, VIP + "/32", "dev", node.interfaceName()};
    String[] whole = java.util.Arrays.copyOf(command, command.length + options.length);
    System.arraycopy(options, 0, whole, command.length, options.length);
    node.run(whole);
  }
}
