package io.vipgate.app.vrrp;

import io.vipgate.app.config.ChecksumForm;
import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.AdvertisementCodec;
import io.vipgate.vrrp.packet.PseudoHeader;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One instance's hands on the kernel, for as long as its interface is usable. */
final class KernelVrrpEdge implements VrrpEdge {
  /**
   * What keepalived sends at a takeover (garp_master_repeat), of ARP and of neighbour
   * advertisements: one may be lost, five are not.
   */
  private static final int ANNOUNCEMENTS = 5;

  private final VrrpPort port;
  private final VrrpConfig config;
  private final VrrpCounters counters;
  private final HeldAddresses held;
  private final Function<InetAddress, CompletionStage<Integer>> resetter;
  private final InetAddress source;
  private final List<InetAddress> destinations;
  private final boolean coversPseudoHeader;
  private final List<ByteBuffer> packets = new ArrayList<>();
  private @Nullable Advertisement encoded;

  KernelVrrpEdge(
      VrrpPort port,
      InetAddress source,
      VrrpConfig config,
      VrrpCounters counters,
      HeldAddresses held,
      Function<InetAddress, CompletionStage<Integer>> resetter) {
    this.held = held;
    this.port = port;
    this.config = config;
    this.counters = counters;
    this.resetter = resetter;
    this.source = source;
    List<InetAddress> peers = config.path().unicastPeers();
    this.destinations = peers.isEmpty() ? List.of(LocalAddress.family(config).group()) : peers;
    this.coversPseudoHeader = coversPseudoHeader(config);
  }

  private static boolean coversPseudoHeader(VrrpConfig config) {
    boolean byChoice =
        config.version() == VrrpVersion.V3 && config.checksum() == ChecksumForm.PSEUDO_HEADER;
    return config.isOverIpv6() || byChoice;
  }

  /** Fails if nobody can be reached; where some can, the peers among them settle it. */
  @Override
  public void send(Advertisement advertisement) throws IOException {
    @Nullable IOException failure = null;
    int sent = 0;
    if (!isEncoded(advertisement)) {
      encode(advertisement);
    }
    for (int i = 0; i < destinations.size(); i++) {
      try {
        port.send(packets.get(i).rewind(), source, destinations.get(i));
        sent++;
      } catch (IOException e) {
        failure = e;
      }
    }
    if (sent == 0 && failure != null) {
      throw failure;
    }
    counters.events().add(VrrpCounters.Occurrence.ADVERTISEMENT_SENT);
    if (failure != null) {
      counters.events().add(VrrpCounters.Occurrence.ACTION_FAILED);
    }
  }

  @SuppressWarnings("ReferenceEquality") // Only the same object is told without garbage.
  private boolean isEncoded(Advertisement advertisement) {
    return advertisement == encoded;
  }

  /** Once for each advertisement: a master sends the same one over and over. */
  private void encode(Advertisement advertisement) {
    packets.clear();
    for (InetAddress destination : destinations) {
      PseudoHeader pseudoHeader = coversPseudoHeader ? new PseudoHeader(source, destination) : null;
      ByteBuffer packet = ByteBuffer.allocate(port.networkInterface().mtu());
      AdvertisementCodec.encode(advertisement, pseudoHeader, packet);
      packets.add(ByteBuffer.wrap(packet.array(), 0, packet.position()).slice());
    }
    encoded = advertisement;
  }

  @Override
  public void install(int leaseSeconds) throws IOException {
    held.install(leaseSeconds);
  }

  @Override
  public void remove() throws IOException {
    held.remove();
  }

  @Override
  public void announce() throws IOException {
    held.announce(ANNOUNCEMENTS);
    counters.events().add(VrrpCounters.Occurrence.ANNOUNCEMENT);
  }

  @Override
  public CompletionStage<Integer> resetConnections() {
    List<CompletableFuture<Integer>> resets = new ArrayList<>();
    for (VirtualAddress address : config.held()) {
      resets.add(resetter.apply(address.address()).toCompletableFuture());
    }
    return CompletableFuture.allOf(resets.toArray(CompletableFuture[]::new))
        .thenApply(done -> resets.stream().mapToInt(CompletableFuture::join).sum());
  }
}
