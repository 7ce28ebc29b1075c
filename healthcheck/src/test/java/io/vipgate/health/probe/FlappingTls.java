package io.vipgate.health.probe;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Shows one certificate before the odd looks, and another one before the even ones. */
final class FlappingTls implements Contract.Rig {
  private final X509Bundle odd;
  private final X509Bundle even;
  private final FakeServer first;
  private FakeServer now;

  FlappingTls(X509Bundle odd, X509Bundle even) {
    this.odd = odd;
    this.even = even;
    this.first = FakeServer.tls(Pki.serverContext(odd), socket -> {});
    this.now = first;
  }

  @Override
  public InetSocketAddress address() {
    return first.address();
  }

  @Override
  public ProbeSettings settings() {
    return Rigs.TRUSTING;
  }

  @Override
  public void before(int look) throws Exception {
    now.close();
    now =
        FakeServer.tlsAt(
            address().getPort(), Pki.serverContext(look % 2 == 1 ? odd : even), socket -> {});
  }

  @Override
  public void close() throws IOException {
    now.close();
  }
}
