package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import java.net.InetAddress;

/** What can happen to a virtual router. */
public sealed interface Event {

  /** Take part from now on. */
  record Start() implements Event {}

  /** Give up what is held, and take no further part. */
  record Stop() implements Event {}

  /**
   * A peer's advertisement that passed {@link io.vipgate.vrrp.packet.PeerAgreement}.
   *
   * @param source the sender's address
   */
  record AdvertisementReceived(Advertisement advertisement, InetAddress source) implements Event {}

  /**
   * A router's process died: nobody advertises from there until it is started again. Believed only
   * of the master that was heard last, and no longer than until its next advertisement.
   *
   * @param source the address that it advertised from
   * @param evidence how that is known
   */
  record RouterDied(InetAddress source, String evidence) implements Event {}

  /**
   * A router's process said goodbye, after all that it had to say by advertisements. Of a master
   * that has resigned it means that the addresses are no longer there; of any other one, nothing.
   *
   * @param source the address that it advertised from
   */
  record RouterParted(InetAddress source) implements Event {}

  /** {@link VirtualRouter#nextDeadlineNs} has come. Harmless when early. */
  record TimerExpired() implements Event {}

  /** The interface can send and receive. Assumed until {@link InterfaceDown} says otherwise. */
  record InterfaceUp() implements Event {}

  /**
   * The interface cannot send or receive.
   *
   * @param evidence how that is known, such as {@code bond0: no carrier}
   */
  record InterfaceDown(String evidence) implements Event {}

  /**
   * An {@link Action.SendAdvertisement} failed, and what claims the addresses in the same decision
   * was left undone ({@link Action#claims}). To be handed over before any other event.
   *
   * @param evidence the call that failed, and how
   */
  record SendFailed(String evidence) implements Event {}

  /**
   * Something that the configuration ties to this router is in fault: it must not hold the
   * addresses, whatever its priority.
   *
   * @param cause {@link Cause#TRACKED_FAULT} or {@link Cause#SYNC_GROUP_FAULT}
   * @param evidence what is in fault, and how that is known
   */
  record FaultRaised(Cause cause, String evidence) implements Event {}

  /**
   * Nothing is in fault any more.
   *
   * @param evidence what has recovered
   */
  record FaultCleared(String evidence) implements Event {}

  /**
   * This router ranks differently from now on.
   *
   * @param priority 1 to 254, or 255 for the owner of the addresses
   * @param reason why it is not the configured one; empty if it is
   */
  record PriorityChanged(int priority, String reason) implements Event {}

  /**
   * Become master at once, whoever is; of no effect unless in BACKUP.
   *
   * @param cause {@link Cause#PROMOTED} or {@link Cause#SYNC_GROUP}
   */
  record TakeOver(Cause cause, String evidence) implements Event {}

  /**
   * Resign, and listen; of no effect unless in MASTER.
   *
   * @param cause {@link Cause#SYNC_GROUP}
   */
  record StepBack(Cause cause, String evidence) implements Event {}

  /**
   * Someone else on the link says that an address is his, by ARP or neighbour discovery, asked or
   * not. Masters say so, too.
   *
   * @param evidence the address and who it is, such as {@code 10.32.255.99 is at 02:00:00:00:00:05}
   */
  record AddressClaimed(String evidence) implements Event {}

  /** An address is not on the interface any more: its lease ran out, or someone else removed it. */
  record AddressLost(InetAddress address) implements Event {}
}
