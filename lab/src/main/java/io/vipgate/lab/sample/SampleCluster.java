package io.vipgate.lab.sample;

import io.vipgate.lab.Lab;
import io.vipgate.lab.Node;
import io.vipgate.lab.apiserver.ApiServer;
import io.vipgate.lab.apiserver.CertificateAuthority;
import io.vipgate.lab.client.RequestPlan;
import io.vipgate.lab.observe.VipWatch;
import io.vipgate.lab.tenant.Vipgate;
import io.vipgate.lab.tenant.VipgateConfig;
import io.vipgate.lab.tenant.VipgateRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The cluster that the documentation speaks of: three apiservers, of which the first two nodes hold
 * the VIP between them, a worker with its own proxy, and a client. Addresses, priorities and
 * timings are those of a real pair's files.
 */
public final class SampleCluster implements AutoCloseable {
  public static final String VIP = "10.32.255.99";
  public static final int PORT = 8443;
  public static final int WORKER_PORT = 6443;
  public static final String INTERFACE = "bond0";
  public static final List<String> SERVERS =
      List.of("10.32.137.20", "10.32.137.27", "10.32.138.27");
  public static final int FIRST_PRIORITY = 100;
  public static final int SECOND_PRIORITY = 88;

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Lab lab;
  private final List<Node> masters = new ArrayList<>();
  private final Node worker;
  private final Node client;
  private final CertificateAuthority authority;
  private final List<ApiServer> apiservers = new ArrayList<>();

  private SampleCluster(Lab lab) {
    this.lab = lab;
    for (int i = 0; i < SERVERS.size(); i++) {
      masters.add(lab.addNode("m" + (i + 1), INTERFACE, SERVERS.get(i) + "/16"));
    }
    worker = lab.addNode("w1", INTERFACE, "10.32.140.11/16");
    client = lab.addNode("c1", INTERFACE, "10.32.150.1/16");
    authority = CertificateAuthority.create(lab.directory());
    for (Node master : masters) {
      apiservers.add(ApiServer.start(master, authority, List.of(VIP), List.of("m1", "m2", "m3")));
    }
  }

  /** Makes the nodes and starts the apiservers; vipgate does not run yet. */
  public static SampleCluster create(String name) {
    Lab lab = Lab.create(name);
    try {
      return new SampleCluster(lab);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  public Lab lab() {
    return lab;
  }

  /** A master by its number, from 1; 1 and 2 may hold the VIP. */
  public Node master(int number) {
    return masters.get(number - 1);
  }

  public Node worker() {
    return worker;
  }

  public Node client() {
    return client;
  }

  /** The apiserver on that master, from 1. */
  public ApiServer apiserver(int number) {
    return apiservers.get(number - 1);
  }

  /** The configuration of master 1 or 2. */
  public VipgateConfig masterConfig(int number) {
    return masterConfig(router(number));
  }

  /** The configuration of a master with this instance. */
  public VipgateConfig masterConfig(VipgateRouter router) {
    return new VipgateConfig(router.text(), VIP + ":" + PORT, VipgateConfig.SAMPLE_CHECK, SERVERS);
  }

  /** The instance of master 1 or 2. */
  public VipgateRouter router(int number) {
    return VipgateRouter.of(INTERFACE, number == 1 ? FIRST_PRIORITY : SECOND_PRIORITY, VIP);
  }

  /** Starts vipgate on master 1 or 2. */
  public Vipgate startMaster(int number) {
    return Vipgate.start(master(number), masterConfig(number).text());
  }

  /** Starts vipgate on the worker: the local proxy, without VRRP. */
  public Vipgate startWorker() {
    return Vipgate.start(worker, workerConfig(VipgateConfig.SAMPLE_CHECK).text());
  }

  /** The configuration of a worker that checks its servers so. */
  public VipgateConfig workerConfig(String check) {
    return new VipgateConfig("", "127.0.0.1:" + WORKER_PORT, check, SERVERS);
  }

  /** Watches who has the VIP. */
  public VipWatch watchVip() {
    return VipWatch.start(lab, VIP);
  }

  /** Requests to the VIP, with the patience that a busy machine may need. */
  public RequestPlan requests() {
    return RequestPlan.https(VIP, PORT, authority.certificate()).timeouts(CONNECT, ANSWER);
  }

  /** Requests to the worker's own proxy. */
  public RequestPlan workerRequests() {
    return RequestPlan.https("127.0.0.1", WORKER_PORT, authority.certificate())
        .timeouts(CONNECT, ANSWER);
  }

  /** The certificate that clients trust. */
  public CertificateAuthority authority() {
    return authority;
  }

  @Override
  public void close() {
    lab.close();
  }
}
