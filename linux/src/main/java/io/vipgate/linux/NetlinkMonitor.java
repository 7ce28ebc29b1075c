package io.vipgate.linux;

import java.util.function.Consumer;

/**
 * Reports changes of links and IPv4 addresses: the rtnetlink(7) groups RTNLGRP_LINK and
 * RTNLGRP_IPV4_IFADDR. Needs no capability.
 *
 * <p>Open it before reading the state from {@link Interfaces}, so that no change falls between.
 */
@SuppressWarnings("DoNotCallSuggester") // a skeleton
public final class NetlinkMonitor implements Pollable, AutoCloseable {
  private NetlinkMonitor() {}

  public static NetlinkMonitor open() throws NativeException {
    throw Skeleton.unbuilt();
  }

  @Override
  public int fd() {
    throw Skeleton.unbuilt();
  }

  /** Hands over every pending event, in the kernel's order. */
  public void drain(Consumer<? super NetworkEvent> sink) throws NativeException {
    throw Skeleton.unbuilt();
  }

  @Override
  public void close() {
    throw Skeleton.unbuilt();
  }
}
