package io.vipgate.app.vrrp;

import io.vipgate.vrrp.packet.Advertisement;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/** What a virtual router can do to the world. Called on the control thread only. */
interface VrrpEdge {

  void send(Advertisement advertisement) throws IOException;

  /**
   * Puts the virtual addresses on the interface, or renews their lease.
   *
   * @param leaseSeconds after how long the kernel removes them unless they are renewed
   */
  void install(int leaseSeconds) throws IOException;

  /** Takes the virtual addresses off the interface; those that are not there are no error. */
  void remove() throws IOException;

  /**
   * The same, and then a goodbye to those who watch this process, unless it holds other addresses
   * still that it advertises from the same one.
   *
   * @throws IOException if the addresses may still be there; nothing was said then
   */
  void release() throws IOException;

  /** Asks the link whether someone has one of the virtual addresses. */
  void probe() throws IOException;

  /**
   * Tells the link where the virtual addresses are.
   *
   * @param copies of each message
   */
  void announce(int copies) throws IOException;

  /**
   * Closes with RST what clients hold on the virtual addresses.
   *
   * @return the number of connections, when they are closed; on any thread
   */
  CompletionStage<Integer> resetConnections();
}
