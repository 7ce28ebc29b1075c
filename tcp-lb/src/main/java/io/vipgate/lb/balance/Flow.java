package io.vipgate.lb.balance;

import java.net.InetAddress;

/** What is known of a connection that needs a server. It does not change between its attempts. */
public interface Flow {
  /** Who connected. */
  InetAddress client();

  /** The address of ours that the client connected to: the VIP, on a master. */
  InetAddress local();

  /** When it was accepted; {@code System.nanoTime()}. */
  long arrivedNs();
}
