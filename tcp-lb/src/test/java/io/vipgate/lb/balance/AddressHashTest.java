package io.vipgate.lb.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The expected numbers were computed by programs that share nothing with this one. */
class AddressHashTest {

  /** SipHash-1-3 with a zero key, as CPython 3.11 hashes bytes when PYTHONHASHSEED is 0. */
  @Test
  void sipHashIsTheKernels() {
    assertThat(SipHash.hash32(0, 0)).isEqualTo(0x9ac48af0);
    assertThat(SipHash.hash32(0, 0x04030201)).isEqualTo(0x360ba9d4);
    assertThat(SipHash.hash32(0, 0xffffffff)).isEqualTo(0x74cad6e2);
  }

  @Test
  void addressesFoldAsInIpvs() {
    assertThat(AddressHash.fold(Flows.literal("192.0.2.1"))).isEqualTo(0xC0000201);
    assertThat(AddressHash.fold(Flows.literal("2001:db8:a:b:c:d:e:f")))
        .isEqualTo(0x20010db8 ^ 0x000a000b ^ 0x000c000d ^ 0x000e000f);
  }

  /** {@code (0xC0000201 * 0x61C88647) mod 2^32 = 0x32D51447}. */
  @Test
  void hash32TakesTheHighestBits() {
    assertThat(AddressHash.hash32(0xC0000201, 8)).isEqualTo(0x32);
    assertThat(AddressHash.hash32(0xC0000201, 16)).isEqualTo(0x32D5);
  }

  @Test
  void addressesThatDifferHashDifferently() {
    Set<Long> hashes = new HashSet<>();
    Flows.fromClients(50_000).forEach(flow -> hashes.add(AddressHash.of(flow.client())));
    assertThat(hashes).hasSize(50_000);
    assertThat(AddressHash.of(Flows.literal("::")))
        .isNotEqualTo(AddressHash.of(Flows.literal("0.0.0.0")));
    InetSocketAddress server = new InetSocketAddress(Flows.literal("10.0.0.1"), 6443);
    InetSocketAddress sibling = new InetSocketAddress(Flows.literal("10.0.0.2"), 6442);
    assertThat(AddressHash.of(server)).isNotEqualTo(AddressHash.of(sibling));
  }
}
