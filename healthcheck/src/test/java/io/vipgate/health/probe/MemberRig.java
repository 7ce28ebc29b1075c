package io.vipgate.health.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A server that is looked at by an HTTPS check within another one. */
record MemberRig(Contract.Rig rig) implements Contract.Rig {

  @Override
  public InetSocketAddress address() {
    return rig.address();
  }

  @Override
  public ProbeSpec spec(ProbeType type, Duration timeout) {
    ProbeSpec member = rig.spec(ProbeType.HTTPS, timeout);
    return new ProbeSpec(
        type,
        address(),
        timeout.toNanos(),
        ProbeSettings.DEFAULT,
        List.of(new ProbeSpec.Member("api", member)));
  }

  @Override
  public void before(int look) throws Exception {
    rig.before(look);
  }

  @Override
  public void close() throws IOException {
    rig.close();
  }
}
