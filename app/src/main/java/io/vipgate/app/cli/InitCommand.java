package io.vipgate.app.cli;

import io.vipgate.app.config.Cidr;
import io.vipgate.app.config.Endpoint;
import io.vipgate.app.config.HostAndPort;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.init.InitAnswer;
import io.vipgate.app.init.InitRequest;
import io.vipgate.app.init.Initializer;
import io.vipgate.app.init.LocalNetwork;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vipgate init}: a first configuration from a few arguments. */
@Command(
    name = "init",
    description =
        "Writes a commented configuration for a master, or with --worker for a worker, and says"
            + " what it chose and why.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
  private static final int APISERVER_PORT = 6443;

  @Option(
      names = "--vip",
      paramLabel = "ADDRESS[/PREFIX]",
      description = "The virtual address; for a master.")
  private @Nullable String vip;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "Carries the virtual address (default: the one in whose network it is).")
  private @Nullable String interfaceName;

  @Option(
      names = "--server",
      required = true,
      paramLabel = "[NAME=]ADDRESS[:PORT]",
      description = "An apiserver; again for each (default port: 6443).")
  private List<String> servers = new ArrayList<>();

  @Option(names = "--worker", description = "For a worker: a proxy on 127.0.0.1:6443.")
  private boolean worker;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Where the proxy listens (default: 8443 on a master, whose apiserver has 6443; 6443 on a"
              + " worker).")
  private @Nullable Integer port;

  @Option(
      names = "--virtual-router-id",
      paramLabel = "N",
      description = "1 to 255, the same on all masters (default: the VIP's last byte).")
  private @Nullable Integer virtualRouterId;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "1 to 254 (default: by this machine's place among the servers).")
  private @Nullable Integer priority;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write (default: standard output).")
  private @Nullable Path output;

  @Option(names = "--force", description = "Overwrites an output file that exists.")
  private boolean force;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SocketException {
    InitAnswer answer = Initializer.answer(request(), networks());
    PrintWriter err = spec.commandLine().getErr();
    if (answer instanceof InitAnswer.Refused refused) {
      err.println(refused.problem());
      return ExitCode.WRONG_CONFIG;
    }
    InitAnswer.Written written = (InitAnswer.Written) answer;
    int exit = new OutputFile(spec, output, force).write(written.config());
    if (exit == ExitCode.OK) {
      written.choices().forEach(choice -> err.println("chose " + choice));
    }
    return exit;
  }

  private InitRequest request() {
    Map<String, Endpoint> named = servers();
    if (worker) {
      if (vip != null || interfaceName != null || virtualRouterId != null || priority != null) {
        throw wrong(
            "--worker: value: with --vip, --interface, --virtual-router-id or --priority"
                + " (expected: --server and --port only: a worker has no virtual address)");
      }
      InetAddress loopback = IpLiteral.parse("127.0.0.1").orElseThrow();
      return new InitRequest.Worker(
          named, new Endpoint(loopback, range("--port", port, 1, 65_535).orElse(APISERVER_PORT)));
    }
    if (vip == null) {
      throw wrong("--vip: value: none (expected: the virtual address, or --worker)");
    }
    return new InitRequest.Master(
        named,
        cidr(vip),
        Optional.ofNullable(interfaceName),
        range("--port", port, 1, 65_535).orElse(8443),
        range("--virtual-router-id", virtualRouterId, 1, 255),
        range("--priority", priority, 1, 254));
  }

  private Map<String, Endpoint> servers() {
    Map<String, Endpoint> named = new LinkedHashMap<>();
    for (String server : servers) {
      int equals = server.indexOf('=');
      String name = equals < 0 ? "m" + (named.size() + 1) : server.substring(0, equals);
      if (name.isBlank() || named.put(name, endpoint(server.substring(equals + 1))) != null) {
        throw wrong("--server: value: " + server + " (expected: another name for each)");
      }
    }
    return named;
  }

  private Endpoint endpoint(String text) {
    Optional<InetAddress> bare = IpLiteral.parse(text);
    if (bare.isPresent()) {
      return new Endpoint(bare.get(), APISERVER_PORT);
    }
    return HostAndPort.parse(text)
        .flatMap(HostAndPort::endpoint)
        .orElseThrow(
            () ->
                wrong(
                    "--server: value: "
                        + text
                        + " (expected: an IP address and a port such as 10.0.0.1:6443; no DNS name,"
                        + " since DNS may be down when the endpoint must work)"));
  }

  private Cidr cidr(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
    String digits = slash < 0 ? "" : text.substring(slash + 1);
    if (address.isPresent()) {
      int bits = address.get().getAddress().length * Byte.SIZE;
      if (slash < 0) {
        return new Cidr(address.get(), bits);
      }
      if (digits.matches("[1-9]\\d{0,2}") && Integer.parseInt(digits) <= bits) {
        return new Cidr(address.get(), Integer.parseInt(digits));
      }
    }
    throw wrong("--vip: value: " + text + " (expected: an IP address such as 10.0.0.100)");
  }

  private Optional<Integer> range(String option, @Nullable Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw wrong("%s: value: %d (expected: %d to %d)".formatted(option, value, min, max));
    }
    return Optional.ofNullable(value);
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private static List<LocalNetwork> networks() throws SocketException {
    List<LocalNetwork> networks = new ArrayList<>();
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InterfaceAddress address :
          card.isLoopback() ? List.<InterfaceAddress>of() : card.getInterfaceAddresses()) {
        networks.add(
            new LocalNetwork(
                card.getName(), address.getAddress(), address.getNetworkPrefixLength()));
      }
    }
    return networks;
  }
}
