package io.vipgate.lb.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;

/**
 * The data path of one connection pair, from the server's accept to the end: bytes both ways, the
 * end of each direction as it comes (half-close), a reset of one leg as a reset of the other.
 *
 * <p>It knows two legs and an {@link Owner}, and neither servers nor retries: a data path of
 * another make can take its place.
 */
final class Relay {

  /** Who decides what becomes of the pair. */
  interface Owner {
    /** The server has said its first byte. */
    void answered();

    /**
     * The server ended or was reset, and what it had said before is passed on.
     *
     * @return true if the owner has taken the client back, and this relay is over
     */
    boolean serverLost(ConnectFailure how);

    /** Both directions have ended in order. */
    void finished();

    /** This leg was reset, so the other one has to be. */
    void broken(Leg leg);
  }

  private final Owner owner;
  private final Leg server;
  private final Pipe toServer;
  private final Pipe toClient;
  private boolean over;

  Relay(
      RelayLoops.Lane lane,
      Leg client,
      Leg server,
      FirstFlight flight,
      ServerTally tally,
      Owner owner) {
    this.owner = owner;
    this.server = server;
    this.toServer = new Pipe(client, server, lane, tally.bytesToServer, flight::add);
    this.toClient = new Pipe(server, client, lane, tally.bytesToClient, this::onAnswer);
  }

  /**
   * Sends a client's bytes that were read before this relay was.
   *
   * <p>What the client has sent since is read as well: its event has come and gone.
   */
  void replay(byte[] flight) {
    Pipe.Outcome outcome = toServer.inject(flight);
    if (outcome == Pipe.Outcome.IDLE) {
      advance(toServer);
    } else {
      settle(toServer, outcome);
    }
  }

  /** Handles what epoll said about one of the legs. */
  void ready(Leg leg, int events) {
    if (over) {
      return;
    }
    if ((events & (Leg.RDHUP | Leg.HUP | Leg.ERR)) != 0) {
      leg.hangUp();
    }
    if ((events & Leg.ERR) != 0) {
      lost(leg);
      return;
    }
    Pipe into = leg == server ? toServer : toClient;
    if ((events & Leg.OUT) != 0 && into.isStalled()) {
      advance(into);
    }
    if ((events & (Leg.IN | Leg.RDHUP | Leg.HUP)) != 0) {
      advance(from(leg));
    }
  }

  /** Goes on at another loop, and counts what it moves there; it is at rest now. */
  void moveTo(RelayLoops.Lane lane, ServerTally tally) {
    toServer.moveTo(lane, tally.bytesToServer);
    toClient.moveTo(lane, tally.bytesToClient);
  }

  /** Whether the client has ended its direction. */
  boolean clientHasEnded() {
    return toServer.hasEnded();
  }

  /** Whether one side has ended its direction, and the other one has not. */
  boolean isHalfClosed() {
    return toServer.hasEnded() != toClient.hasEnded();
  }

  /** Whether nobody has ended a direction, and no byte waits to be sent. */
  boolean isAtRest() {
    return !toServer.hasEnded()
        && !toClient.hasEnded()
        && !toServer.isStalled()
        && !toClient.isStalled();
  }

  /** Whether a bulk transfer is under way, in either direction. */
  boolean isInBulk() {
    return toServer.isInBulk() || toClient.isInBulk();
  }

  /** Grows whenever a byte comes from the client or goes to it. */
  long clientActivity() {
    return toServer.received() + toClient.sent();
  }

  /** Grows whenever a byte comes from the server or goes to it. */
  long serverActivity() {
    return toClient.received() + toServer.sent();
  }

  long bytesToServer() {
    return toServer.sent();
  }

  long bytesToClient() {
    return toClient.sent();
  }

  /** Stops, and gives back what it held; the legs are the owner's. */
  void end() {
    over = true;
    toServer.release();
    toClient.release();
  }

  private Pipe from(Leg leg) {
    return leg == server ? toClient : toServer;
  }

  private void advance(Pipe pipe) {
    if (!over) {
      settle(pipe, pipe.advance());
    }
  }

  private void settle(Pipe pipe, Pipe.Outcome outcome) {
    switch (outcome) {
      case IDLE, STALLED -> {}
      case TURN_OVER -> pipe.source().tellAgain();
      case ENDED -> ended(pipe);
      case SOURCE_LOST -> lost(pipe.source());
      case SINK_LOST -> lost(pipe.sink());
    }
  }

  private void ended(Pipe pipe) {
    if (pipe == toClient && owner.serverLost(ConnectFailure.CLOSED_UNANSWERED)) {
      return;
    }
    if (toServer.hasEnded() && toClient.hasEnded()) {
      owner.finished();
      return;
    }
    try {
      pipe.sink().socket().shutdown(false, true);
    } catch (IOException | NotYetConnectedException reset) {
      lost(pipe.sink());
    }
  }

  private void lost(Leg leg) {
    if (over) {
      return;
    }
    over = true;
    leg.hangUp();
    // What the peer said before its reset is still in the socket, and the other side shall have it.
    from(leg).advance();
    if (leg == server && owner.serverLost(ConnectFailure.RESET_UNANSWERED)) {
      return;
    }
    owner.broken(leg);
  }

  private boolean onAnswer(ByteBuffer bytes, int count) {
    toServer.removeTap();
    owner.answered();
    return false;
  }
}
