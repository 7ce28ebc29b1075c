package io.vipgate.app.vrrp;

import io.vipgate.linux.Interfaces;
import io.vipgate.linux.Macvlans;
import io.vipgate.linux.NetlinkAddresses;
import io.vipgate.linux.NetlinkMonitor;
import io.vipgate.linux.PacketAnnouncer;
import io.vipgate.linux.Poller;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The kernel's services that all links share; for the control thread only. */
public final class Kernel implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Poller poller;
  private final Interfaces interfaces;
  private final NetlinkAddresses addresses;
  private final Macvlans macvlans;
  private final NetlinkMonitor monitor;
  private final PacketAnnouncer announcer;

  private Kernel() throws IOException {
    poller = keep(Poller.open());
    interfaces = keep(Interfaces.open());
    addresses = keep(NetlinkAddresses.open());
    macvlans = keep(Macvlans.open());
    monitor = keep(NetlinkMonitor.open());
    monitor.ignoreInstallationsBy(addresses);
    announcer = keep(PacketAnnouncer.open());
  }

  /**
   * Opens all of it.
   *
   * @throws IOException naming the call, and the capability that is missing
   */
  public static Kernel open() throws IOException {
    return new Kernel();
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  public Poller poller() {
    return poller;
  }

  Interfaces interfaces() {
    return interfaces;
  }

  NetlinkAddresses addresses() {
    return addresses;
  }

  Macvlans macvlans() {
    return macvlans;
  }

  NetlinkMonitor monitor() {
    return monitor;
  }

  PacketAnnouncer announcer() {
    return announcer;
  }

  @Override
  public void close() {
    for (AutoCloseable resource : opened) {
      closeQuietly(resource);
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // The process is ending: the kernel closes what is left.
    }
  }
}
