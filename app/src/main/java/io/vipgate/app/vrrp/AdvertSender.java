package io.vipgate.app.vrrp;

import io.vipgate.app.config.ChecksumForm;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.linux.VrrpPacket;
import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.AdvertisementCodec;
import io.vipgate.vrrp.packet.PseudoHeader;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends one instance's advertisements, to the group or to each of its peers. A master sends the
 * same one over and over: it is encoded once, and a beat is a system call for each destination.
 */
final class AdvertSender {
  private final VrrpPort port;
  private final VrrpCounters counters;
  private final AtomicLong advertisementsSent;
  private final boolean coversPseudoHeader;
  private final VrrpPacket[] packets;
  private @Nullable Advertisement encoded;

  AdvertSender(VrrpPort port, InetAddress source, VrrpConfig config, VrrpCounters counters) {
    this.port = port;
    this.counters = counters;
    this.advertisementsSent = counters.events().counter(VrrpCounters.Occurrence.ADVERTISEMENT_SENT);
    this.coversPseudoHeader = coversPseudoHeader(config);
    List<InetAddress> peers = config.path().unicastPeers();
    this.packets =
        (peers.isEmpty() ? List.of(LocalAddress.family(config).group()) : peers)
            .stream()
                .map(destination -> port.packet(source, destination))
                .toArray(VrrpPacket[]::new);
  }

  private static boolean coversPseudoHeader(VrrpConfig config) {
    boolean byChoice =
        config.version() == VrrpVersion.V3 && config.checksum() == ChecksumForm.PSEUDO_HEADER;
    return config.isOverIpv6() || byChoice;
  }

  /** Fails if nobody can be reached; where some can, the peers among them settle it. */
  void send(Advertisement advertisement) throws IOException {
    if (!isEncoded(advertisement)) {
      encode(advertisement);
    }
    @Nullable IOException failure = null;
    int sent = 0;
    for (VrrpPacket packet : packets) {
      try {
        port.send(packet);
        sent++;
      } catch (IOException e) {
        failure = e;
      }
    }
    if (sent == 0 && failure != null) {
      throw failure;
    }
    advertisementsSent.incrementAndGet();
    if (failure != null) {
      counters.events().add(VrrpCounters.Occurrence.ACTION_FAILED);
    }
  }

  @SuppressWarnings("ReferenceEquality") // Only the same object is told without garbage.
  private boolean isEncoded(Advertisement advertisement) {
    return advertisement == encoded;
  }

  private void encode(Advertisement advertisement) {
    ByteBuffer payload = ByteBuffer.allocate(port.networkInterface().mtu());
    for (VrrpPacket packet : packets) {
      PseudoHeader pseudoHeader =
          coversPseudoHeader ? new PseudoHeader(packet.source(), packet.destination()) : null;
      AdvertisementCodec.encode(advertisement, pseudoHeader, payload.clear());
      packet.payload(payload.flip());
    }
    encoded = advertisement;
  }
}
