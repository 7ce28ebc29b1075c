package io.vipgate.lab;

import io.vipgate.lab.apiserver.ApiServer;
import io.vipgate.lab.apiserver.CertificateAuthority;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cluster that the project's samples are of: three masters with an apiserver each, a worker and
 * a client, all in 10.32.0.0/16, behind the virtual IP 10.32.255.99.
 *
 * @param masters master1 to master3; in the samples the first two hold the virtual IP
 * @param apiServers those of the masters, in the same order, all answering
 */
public record Cluster(
    Lab lab,
    List<Node> masters,
    Node worker,
    Node client,
    CertificateAuthority authority,
    List<ApiServer> apiServers)
    implements AutoCloseable {
  /** The virtual IP. */
  public static final String VIP = "10.32.255.99";

  /** The port on which the virtual IP is served. */
  public static final int VIP_PORT = 8443;

  /** The name of each node's interface. */
  public static final String INTERFACE = "bond0";

  public Cluster {
    masters = List.copyOf(masters);
    apiServers = List.copyOf(apiServers);
  }

  /** Builds it and waits until the apiservers answer. */
  public static Cluster create(String name) {
    Lab lab = Lab.create(name);
    try {
      return build(lab);
    } catch (RuntimeException e) {
      try (lab) {
        throw e;
      }
    }
  }

  private static Cluster build(Lab lab) {
    List<Node> masters =
        List.of(
            lab.addNode("master1", INTERFACE, "10.32.137.20/16"),
            lab.addNode("master2", INTERFACE, "10.32.137.27/16"),
            lab.addNode("master3", INTERFACE, "10.32.138.27/16"));
    Node worker = lab.addNode("worker1", INTERFACE, "10.32.140.1/16");
    Node client = lab.addNode("client1", INTERFACE, "10.32.200.1/16");
    CertificateAuthority authority = CertificateAuthority.create(lab.directory());
    List<String> names =
        Stream.concat(masters.stream(), Stream.of(worker)).map(Node::name).toList();
    List<ApiServer> apiServers =
        masters.stream().map(m -> ApiServer.start(m, authority, List.of(VIP), names)).toList();
    return new Cluster(lab, masters, worker, client, authority, apiServers);
  }

  /** The master of this number, from 1. */
  public Node master(int number) {
    return masters.get(number - 1);
  }

  /** The apiserver of the master of this number, from 1. */
  public ApiServer apiServer(int number) {
    return apiServers.get(number - 1);
  }

  @Override
  public void close() {
    lab.close();
  }
}
