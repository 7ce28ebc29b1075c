package io.vipgate.app.init;

import io.vipgate.app.config.Endpoint;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a configuration from what is asked for and what the machine is. */
public final class Initializer {
  /** keepalived's default, and the first of the series below. */
  private static final int FIRST_PRIORITY = 100;

  /** Room for an operator to put a node between two others. */
  private static final int PRIORITY_STEP = 10;

  private Initializer() {}

  /**
   * The configuration, or why there is none.
   *
   * @param networks of this machine, without its loopback
   */
  public static InitAnswer answer(InitRequest request, List<LocalNetwork> networks) {
    if (request instanceof InitRequest.Worker worker) {
      return new InitAnswer.Written(InitWriter.worker(worker), List.of());
    }
    return master((InitRequest.Master) request, networks);
  }

  private static InitAnswer master(InitRequest.Master request, List<LocalNetwork> networks) {
    Optional<Choice<String>> carrier = carrier(request, networks);
    if (carrier.isEmpty()) {
      return new InitAnswer.Refused(
          "--interface: value: none, and no network of this machine holds %s (expected: one of %s)"
              .formatted(
                  request.vip().address().getHostAddress(),
                  networks.stream()
                      .map(LocalNetwork::interfaceName)
                      .distinct()
                      .collect(Collectors.joining(", "))));
    }
    List<Choice<?>> choices = new ArrayList<>();
    choices.add(carrier.get());
    Choice<Integer> router = virtualRouterId(request);
    choices.add(router);
    Choice<Integer> priority = priority(request, networks);
    choices.add(priority);
    return new InitAnswer.Written(
        InitWriter.master(request, carrier.get(), router, priority),
        choices.stream()
            .filter(choice -> !choice.asked())
            .map(choice -> choice.value() + ": " + choice.why())
            .toList());
  }

  private static Optional<Choice<String>> carrier(
      InitRequest.Master request, List<LocalNetwork> networks) {
    if (request.interfaceName().isPresent()) {
      return request.interfaceName().map(Choice::given);
    }
    return networks.stream()
        .filter(network -> network.holds(request.vip().address()))
        .findFirst()
        .map(
            network ->
                Choice.chosen(
                    network.interfaceName(),
                    "the interface whose network, that of "
                        + network.address().getHostAddress()
                        + "/"
                        + network.prefixLength()
                        + ", holds the address"));
  }

  private static Choice<Integer> virtualRouterId(InitRequest.Master request) {
    if (request.virtualRouterId().isPresent()) {
      return Choice.given(request.virtualRouterId().get());
    }
    byte[] address = request.vip().address().getAddress();
    int last = address[address.length - 1] & 0xff;
    return Choice.chosen(
        Math.max(1, last),
        "the virtual router's id is the address's last byte: the same on each master, and seldom"
            + " that of another cluster on the network");
  }

  private static Choice<Integer> priority(InitRequest.Master request, List<LocalNetwork> networks) {
    if (request.priority().isPresent()) {
      return Choice.given(request.priority().get());
    }
    List<InetAddress> servers = request.servers().values().stream().map(Endpoint::address).toList();
    for (int i = 0; i < servers.size(); i++) {
      InetAddress server = servers.get(i);
      if (networks.stream().anyMatch(network -> network.address().equals(server))) {
        return Choice.chosen(
            Math.max(1, FIRST_PRIORITY - i * PRIORITY_STEP),
            "the priority goes by the order of the servers, and this machine is number "
                + (i + 1)
                + ": give them in the same order on each master");
      }
    }
    return Choice.chosen(
        FIRST_PRIORITY,
        "the priority of a first master, since none of the servers is on this machine: give each"
            + " master its own with --priority");
  }
}
