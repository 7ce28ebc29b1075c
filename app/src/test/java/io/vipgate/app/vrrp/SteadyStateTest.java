package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vipgate.app.config.AdvertPath;
import io.vipgate.app.config.ChecksumForm;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.Received;
import io.vipgate.vrrp.packet.VrrpVersion;
import io.vipgate.vrrp.router.State;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes that the control thread allocates while nothing happens but advertisements. */
class SteadyStateTest {
  private static final int WARM_UP = 2_000;
  private static final int BEATS = 10_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final QuietEdge edge = new QuietEdge();
  private long nowNs = 7_000_000_000L;

  private VrrpInstance instance(VrrpVersion version, Duration interval) {
    return new VrrpInstance(
        new VrrpConfig(
            "apiserver",
            version,
            "eth0",
            88,
            100,
            true,
            interval,
            ChecksumForm.PSEUDO_HEADER,
            null,
            List.of(new VirtualAddress(address("10.32.255.99"), 32)),
            AdvertPath.MULTICAST),
        new ControlLoop(new IdleWaiter(), () -> nowNs),
        new Journal(Clock.systemUTC()));
  }

  @Test
  void aMastersBeatsAndRenewalsAllocateNothing() {
    VrrpInstance instance = instance(VrrpVersion.V3, Duration.ofMillis(10));
    instance.attach(address("10.32.137.20"), edge, "eth0 10.32.137.20");
    while (instance.state() == State.BACKUP) {
      atDeadline(instance); // After it has asked whether anyone has the address.
    }
    assertThat(instance.state()).isEqualTo(State.MASTER);
    for (int i = 0; i < WARM_UP; i++) {
      atDeadline(instance);
    }
    int sent = edge.sent;
    int renewed = edge.claims;
    long bytes = 0;
    for (int i = 0; i < BEATS; i++) {
      int announced = edge.announced;
      long before = THREADS.getCurrentThreadAllocatedBytes();
      atDeadline(instance);
      if (edge.announced == announced) { // Each 10 s, which is some 200 bytes.
        bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
      }
    }
    assertThat(edge.sent - sent).isGreaterThan(BEATS / 2);
    assertThat(edge.claims - renewed).as("renewals, each 250 ms").isGreaterThan(BEATS / 100);
    assertThat(bytes).isZero();
  }

  @Test
  void aBackupsHearingAllocatesNothing() {
    VrrpInstance instance = instance(VrrpVersion.V2, Duration.ofSeconds(1));
    instance.attach(address("10.32.137.27"), edge, "eth0 10.32.137.27");
    RepeatedPackets packets = new RepeatedPackets();
    ByteBuffer packet = packet();
    hear(instance, packets, packet);
    assertThat(instance.counters().events().get(VrrpCounters.Occurrence.ADVERTISEMENT_RECEIVED))
        .isEqualTo(1);
    for (int i = 0; i < WARM_UP; i++) {
      hear(instance, packets, packet);
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < BEATS; i++) {
      hear(instance, packets, packet);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isZero();
    assertThat(instance.counters().events().get(VrrpCounters.Occurrence.ADVERTISEMENT_RECEIVED))
        .isEqualTo(WARM_UP + BEATS + 1);
    assertThat(instance.state()).isEqualTo(State.BACKUP);
  }

  private static InetAddress address(String literal) {
    return IpLiteral.parse(literal).orElseThrow();
  }

  private void hear(VrrpInstance instance, RepeatedPackets packets, ByteBuffer packet) {
    nowNs += 1_000_000_000L;
    packet.putShort(4, (short) (packet.getShort(4) + 1)); // Each packet has an identification.
    packet.putShort(10, (short) (packet.getShort(10) - 1)); // and so a checksum of its own.
    if (packets.decode(packet) instanceof Received.Accepted accepted) {
      instance.onAdvertisement(accepted);
    }
    packet.rewind();
  }

  /**
   * As keepalived of priority 150 sends it for virtual router 88 and 10.32.255.99, without a
   * password.
   */
  private static ByteBuffer packet() {
    String header = "45c0002800010000ff70" + "0000" + "0a208914" + "e0000012";
    String vrrp = "2158960100010000" + "0a20ff63" + "0000000000000000";
    byte[] bytes = HexFormat.of().parseHex(header + vrrp);
    int sum = 0;
    for (int i = 20; i < bytes.length; i += 2) {
      sum += ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    ByteBuffer packet = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return packet.putShort(26, (short) ~sum);
  }

  private void atDeadline(VrrpInstance instance) {
    nowNs = instance.nextDeadlineNs();
    instance.onDeadline(nowNs);
  }

  private static final class QuietEdge extends IdleEdge {
    private int sent;
    private int claims;
    private int announced;

    @Override
    public void send(Advertisement advertisement) {
      sent++;
    }

    @Override
    public void install(int leaseSeconds) {
      claims++;
    }

    @Override
    public void remove() {
      claims++;
    }

    @Override
    public void announce(int copies) {
      announced++;
    }
  }
}
