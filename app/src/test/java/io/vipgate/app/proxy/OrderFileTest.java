package io.vipgate.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFileTest {
  private static final Ordered MAINT = new Ordered(Order.MAINT, null);
  private static final Ordered DRAIN_WEIGHT_0 = new Ordered(Order.DRAIN, 0);

  @TempDir private Path directory;

  @Test
  void ordersOutliveTheObjectThatWroteThem() {
    Path file = directory.resolve("orders");
    try (OrderFile before = new OrderFile(file)) {
      assertThat(before.read()).isEmpty();
      before.write(Map.of("a/m1", MAINT));
      before.write(Map.of("a/m1", DRAIN_WEIGHT_0, "a/m2", Ordered.NOTHING, "b/a name", MAINT));
    }
    try (OrderFile after = new OrderFile(file)) {
      assertThat(after.read())
          .containsExactlyInAnyOrderEntriesOf(Map.of("a/m1", DRAIN_WEIGHT_0, "b/a name", MAINT));
    }
    assertThat(directory.resolve("orders.new")).doesNotExist();
  }

  @Test
  void linesThatAreNoneAreLeftOut() {
    assertThat(
            OrderFile.parse(
                List.of("", "drain", "explode a/m1", "weight=257 a/m1", "weight=7 a/m2")))
        .containsExactly(Map.entry("a/m2", new Ordered(Order.READY, 7)));
  }

  @Test
  void aFileThatCannotBeReadIsNoOrder() throws Exception {
    Path file = directory.resolve("orders");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    try (OrderFile broken = new OrderFile(file)) {
      assertThat(broken.read()).isEmpty();
      broken.write(Map.of("a/m1", MAINT));
    }
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo("maint a/m1\n");
  }
}
