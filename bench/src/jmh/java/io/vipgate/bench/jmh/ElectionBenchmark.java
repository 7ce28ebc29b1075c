package io.vipgate.bench.jmh;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.AdvertisementCodec;
import io.vipgate.vrrp.packet.Authentication;
import io.vipgate.vrrp.packet.Received;
import io.vipgate.vrrp.packet.VrrpVersion;
import io.vipgate.vrrp.router.Claims;
import io.vipgate.vrrp.router.Decision;
import io.vipgate.vrrp.router.Event;
import io.vipgate.vrrp.router.RouterConfig;
import io.vipgate.vrrp.router.VirtualRouter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What an advertisement costs: written, read, and heard by a backup. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
public class ElectionBenchmark {
  private static final int IP_HEADER = 20;
  private static final byte[] MASTER = {10, 0, 0, 1};
  private static final byte[] BACKUP = {10, 0, 0, 2};
  private static final byte[] VIP = {10, 0, 0, 100};

  private Advertisement advertisement;
  private InetAddress master;
  private ByteBuffer packet;
  private ByteBuffer target;
  private VirtualRouter backup;
  private long nowNs;

  @Setup
  public void begin() throws UnknownHostException {
    List<InetAddress> addresses = List.of(InetAddress.getByAddress(VIP));
    long intervalNs = TimeUnit.SECONDS.toNanos(1);
    master = InetAddress.getByAddress(MASTER);
    advertisement =
        new Advertisement(
            VrrpVersion.V2, 88, 100, intervalNs, addresses, Authentication.NONE);
    target = ByteBuffer.allocate(AdvertisementCodec.encodedLength(advertisement));
    packet = packetOf(advertisement);
    if (!(AdvertisementCodec.decode(packet) instanceof Received.Accepted)) {
      throw new IllegalStateException(AdvertisementCodec.decode(packet).toString());
    }
    backup =
        new VirtualRouter(
            new RouterConfig(
                "apiserver",
                VrrpVersion.V2,
                88,
                50,
                true,
                intervalNs,
                addresses,
                InetAddress.getByAddress(BACKUP),
                Authentication.NONE,
                RouterConfig.Delays.NONE,
                Claims.PLAIN));
    var unused = backup.on(new Event.Start(), nowNs);
  }

  /** With the IPv4 header that a raw socket hands over (RFC 791). */
  private static ByteBuffer packetOf(Advertisement advertisement) {
    int length = IP_HEADER + AdvertisementCodec.encodedLength(advertisement);
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.put(0, (byte) 0x45).putShort(2, (short) length);
    packet.put(8, (byte) 255).put(9, (byte) 112);
    packet.put(12, MASTER).put(16, new byte[] {(byte) 224, 0, 0, 18});
    packet.position(IP_HEADER);
    AdvertisementCodec.encode(advertisement, packet);
    return packet.flip();
  }

  @Benchmark
  public ByteBuffer encode() {
    target.clear();
    AdvertisementCodec.encode(advertisement, target);
    return target;
  }

  @Benchmark
  public Received decode() {
    return AdvertisementCodec.decode(packet);
  }

  @Benchmark
  public Decision heardByABackup() {
    nowNs += TimeUnit.MILLISECONDS.toNanos(1);
    return backup.on(new Event.AdvertisementReceived(advertisement, master), nowNs);
  }
}
