package io.vipgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Link.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RequiresRoot
final class LinkTest {
  private static Lab lab;
  private static Node a;
  private static Node b;
  private static Node c;

  @BeforeAll
  static void build() {
    lab = Lab.create("links");
    a = lab.addNode("a", "bond0", "10.32.0.1/16");
    b = lab.addNode("b", "bond0", "10.32.0.2/16");
    c = lab.addNode("c", "bond0", "10.32.0.3/16");
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({
    "NONE,      true,  true,  1",
    "CARRIER,   false, false, 0",
    "SILENT,    false, false, 1",
    "FROM_NODE, false, true,  1",
    "TO_NODE,   true,  false, 1"
  })
  void aFaultStopsFramesInItsDirectionOnly(
      Fault fault, boolean fromNode, boolean toNode, String carrier) {
    assertThat(Frames.answers(a, b.address())).as("before").isTrue();
    a.link().set(fault);
    try {
      assertThat(a.run("cat", "/sys/class/net/bond0/carrier").out().strip()).isEqualTo(carrier);
      assertThat(Frames.arrive(a, b)).as("from the node").isEqualTo(fromNode);
      assertThat(Frames.arrive(b, a)).as("to the node").isEqualTo(toNode);
      assertThat(Frames.answers(b, c.address())).as("among the others").isTrue();
    } finally {
      a.link().heal();
    }
    assertThat(Frames.answers(a, b.address())).as("healed").isTrue();
    assertThat(Frames.answers(b, a.address())).as("healed").isTrue();
  }

  @Test
  void aFaultReplacesTheOneBefore() {
    for (Fault fault : Fault.values()) {
      a.link().set(Fault.TO_NODE);
      a.link().set(fault);
      assertThat(a.link().fault()).isEqualTo(fault);
    }
    a.link().heal();
    assertThat(Frames.answers(a, b.address())).isTrue();
  }

  @Test
  void partedNodesReachAllButEachOther() {
    lab.part(a, b);
    try {
      assertThat(Frames.answers(a, b.address())).isFalse();
      assertThat(Frames.answers(b, a.address())).isFalse();
      assertThat(Frames.answers(a, c.address())).isTrue();
      assertThat(Frames.answers(c, b.address())).isTrue();
    } finally {
      lab.unite();
    }
    assertThat(Frames.answers(a, b.address())).isTrue();
  }
}
