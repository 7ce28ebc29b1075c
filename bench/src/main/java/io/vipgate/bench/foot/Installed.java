package io.vipgate.bench.foot;

import io.vipgate.bench.Session;
import io.vipgate.lab.Command;

/** Room on the disk, by Debian's records; ours only when it is installed from its package. */
final class Installed {
  private static final double KIB_PER_MIB = 1024;

  private Installed() {}

  static void measure(Session session, String cell) {
    for (String name : new String[] {"vipgate", "haproxy", "keepalived", "nginx"}) {
      Command.Result size =
          Command.attempt("dpkg-query", "-W", "-f", "${Status} ${Installed-Size}", name);
      if (size.succeeded() && size.out().contains("ok installed")) {
        String kib = size.out().substring(size.out().lastIndexOf(' ') + 1);
        session.cost(
            cell,
            name,
            "size",
            "MiB",
            String.join(" ", size.command()),
            Double.parseDouble(kib) / KIB_PER_MIB);
      }
    }
  }
}
