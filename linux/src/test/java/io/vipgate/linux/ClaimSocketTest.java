package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hosts on a cable: what one hears of the other's claims, asked and not. */
@NeedsRoot
@Timeout(60)
class ClaimSocketTest {
  private static final InetAddress VIP_6 = Namespace.ipv6("2001:db8::99");
  private static final InetAddress OTHER_6 = Namespace.ipv6("2001:db9::99");

  private Namespace a;
  private Namespace b;
  private NetworkInterface va;
  private NetworkInterface vb;
  private PacketAnnouncer ours;
  private PacketAnnouncer theirs;
  private InetAddress vip;
  private InetAddress other;

  @BeforeEach
  void open() throws Exception {
    List<Namespace> pair = Namespace.pair();
    a = pair.get(0);
    b = pair.get(1);
    va = a.networkInterface("va");
    vb = b.networkInterface("vb");
    ours = a.call(PacketAnnouncer::open);
    theirs = b.call(PacketAnnouncer::open);
    vip = Namespace.address("10.9.0.99");
    other = Namespace.address("10.9.0.98");
  }

  @AfterEach
  void close() throws Exception {
    ours.close();
    theirs.close();
    a.close();
    b.close();
  }

  @Test
  void aHostAnswersTheProbeForAnAddressThatItHas() throws Exception {
    b.ip("addr", "add", "10.9.0.99/32", "dev", "vb");
    try (ClaimSocket claims = listen(IpFamily.IPV4, Set.of(other, vip))) {
      ours.probe(va, va.mac().orElseThrow(), other);
      ours.probe(va, va.mac().orElseThrow(), vip);
      assertThat(next(claims)).isEqualTo(new AddressClaim(vip, vb.mac().orElseThrow()));
      assertThat(claims.receive()).isNull();
    }
  }

  @Test
  void aHostAnswersTheProbeForAnIpv6AddressThatItHas() throws Exception {
    b.ip("addr", "add", "2001:db8::99/128", "dev", "vb", "nodad");
    try (ClaimSocket claims = listen(IpFamily.IPV6, Set.of(VIP_6))) {
      ours.probe(va, va.mac().orElseThrow(), VIP_6);
      assertThat(next(claims)).isEqualTo(new AddressClaim(VIP_6, vb.mac().orElseThrow()));
    }
  }

  @Test
  void aProbeClaimsNothing() throws Exception {
    try (ClaimSocket claims = listen(IpFamily.IPV4, Set.of(vip))) {
      theirs.probe(vb, vb.mac().orElseThrow(), vip);
      theirs.announce(vb, vb.mac().orElseThrow(), other, 1);
      theirs.announce(vb, vb.mac().orElseThrow(), vip, 1);
      assertThat(next(claims)).isEqualTo(new AddressClaim(vip, vb.mac().orElseThrow()));
      assertThat(claims.receive()).as("neither the probe nor the other address").isNull();
    }
  }

  /** The filter looks at four bytes of an IPv6 address, the socket at all of them. */
  @Test
  void hearsWhatIsAnnouncedOfItsOwnAddressesOnly() throws Exception {
    MacAddress claimant = new MacAddress(0x0200_0000_0007L);
    try (ClaimSocket claims = listen(IpFamily.IPV6, Set.of(VIP_6))) {
      theirs.announce(vb, claimant, OTHER_6, 1);
      theirs.announce(vb, claimant, VIP_6, 2);
      assertThat(next(claims)).isEqualTo(new AddressClaim(VIP_6, claimant));
      assertThat(next(claims)).isEqualTo(new AddressClaim(VIP_6, claimant));
      assertThat(claims.receive()).isNull();
    }
  }

  @Test
  void doesNotHearItself() throws Exception {
    try (ClaimSocket claims = listen(IpFamily.IPV4, Set.of(vip))) {
      ours.announce(va, va.mac().orElseThrow(), vip, 3);
      theirs.announce(vb, vb.mac().orElseThrow(), vip, 1);
      assertThat(next(claims)).isEqualTo(new AddressClaim(vip, vb.mac().orElseThrow()));
      assertThat(claims.receive()).isNull();
    }
  }

  @Test
  void staysWhenTheInterfaceGoesDownAndComesBack() throws Exception {
    try (ClaimSocket claims = listen(IpFamily.IPV4, Set.of(vip))) {
      a.ip("link", "set", "va", "down");
      assertThat(claims.receive()).isNull();
      a.ip("link", "set", "va", "up");
      Await.until("carrier of vb", () -> b.networkInterface("vb").carrier());
      theirs.announce(vb, vb.mac().orElseThrow(), vip, 1);
      assertThat(next(claims)).isEqualTo(new AddressClaim(vip, vb.mac().orElseThrow()));
    }
  }

  @Test
  void manyAddressesFitIntoTheFilter() throws Exception {
    List<InetAddress> many = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      many.add(Namespace.address("10.10." + i / 250 + "." + i % 250));
    }
    many.add(vip);
    try (ClaimSocket claims = listen(IpFamily.IPV4, Set.copyOf(many))) {
      theirs.announce(vb, vb.mac().orElseThrow(), vip, 1);
      assertThat(next(claims).address()).isEqualTo(vip);
    }
  }

  @Test
  void knowsTheHardwareAddressesOfAllInterfaces() throws Exception {
    try (Interfaces interfaces = a.call(Interfaces::open)) {
      assertThat(interfaces.hardwareAddresses()).containsExactly(va.mac().orElseThrow());
    }
  }

  private ClaimSocket listen(IpFamily family, Set<InetAddress> addresses) throws Exception {
    return a.call(() -> ClaimSocket.open(va, family, addresses));
  }

  private static AddressClaim next(ClaimSocket claims) throws Exception {
    AddressClaim[] heard = new AddressClaim[1];
    Await.until("a claim", () -> (heard[0] = claims.receive()) != null);
    return heard[0];
  }
}
