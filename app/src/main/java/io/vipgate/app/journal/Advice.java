package io.vipgate.app.journal;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/** What to look at when something changed its state for a reason, by the cause's code. */
public final class Advice {
  private static final Map<String, String> BY_CODE =
      Map.ofEntries(
          // Virtual routers
          entry(
              "no_master",
              "nothing here: it took the addresses because nobody had them. If a peer should have,"
                  + " look at that peer's explain"),
          entry(
              "master_silent",
              "the former master: is its machine up, does its vipgate or keepalived run, do its"
                  + " adverts reach this machine (tcpdump -ni IFACE vrrp or ip proto 112)?"),
          entry(
              "master_died",
              "the former master's machine, which lives: its process ended without a stop"
                  + " (journalctl -u vipgate, dmesg for the OOM killer)"),
          entry(
              "master_resigned",
              "the former master's own explain: it gave the addresses up by itself, by a stop, a"
                  + " command or a fault"),
          entry(
              "preemption",
              "nothing: the master of lower priority was here first. preempt = false avoids the"
                  + " move back"),
          entry(
              "higher_priority",
              "nothing if the other router is meant to be preferred; else compare the priorities"),
          entry(
              "higher_address",
              "the priorities: two routers have the same one, and the higher address decided"),
          entry(
              "late",
              "what held this machine up: a suspended or migrated VM, a stopped process, a CPU that"
                  + " others use (top, /proc/pressure/cpu), and vipgate_control_loop_lateness"),
          entry(
              "cannot_advertise",
              "the firewall of this machine (nft list ruleset: is protocol 112 let out?), and its"
                  + " routes (ip route get 224.0.0.18)"),
          entry(
              "interface_down",
              "the interface (ip -d link show IFACE): cable, switch port, bond members, or somebody"
                  + " who took it down"),
          entry(
              "tracked_fault",
              "what is in fault, as named here (vipgate status shows all that is tracked). The"
                  + " addresses come back when it has recovered and the election has it so"),
          entry(
              "sync_group_fault",
              "the member of the sync group that is named here: none takes part before all can"),
          entry(
              "priority_changed",
              "what is tracked, or the order that was given, as named here; vipgate demote --undo"
                  + " takes an order back"),
          // Servers
          entry(
              "connect_refused",
              "the server: the host answers but nobody listens on the port; is kube-apiserver"
                  + " running there (crictl ps -a, ss -ltn)?"),
          entry(
              "connect_timeout",
              "the path to the server: host down, link cut, or packets dropped by a firewall (ping,"
                  + " ip neigh)"),
          entry(
              "unreachable",
              "the route to the server (ip route get ADDRESS) and its neighbour entry (ip neigh)"),
          entry(
              "reset",
              "the server's log: it accepts and resets at once, as a proxy without a backend or a"
                  + " process that is short of descriptors does"),
          entry(
              "closed",
              "the server's log: it accepts and closes at once; is it really an apiserver that"
                  + " listens there?"),
          entry(
              "silent",
              "the server's process: its kernel accepts but the process does not answer; frozen,"
                  + " out of memory, or starved (top, crictl stats)?"),
          entry(
              "no_echo",
              "the path to the host: down, cut off, or ICMP dropped by a firewall (ping, ip neigh)"),
          entry("loss", "the path to the host: a bad cable or port, or a link that is full (mtr)"),
          entry(
              "tls_failed",
              "the port and the protocol: does the server speak TLS there (openssl s_client"
                  + " -connect ADDRESS)?"),
          entry(
              "certificate",
              "the server's certificate (openssl s_client -connect ADDRESS -showcerts): expired, of"
                  + " another CA, or without the name that is checked (kubeadm certs"
                  + " check-expiration)"),
          entry(
              "timeout",
              "the server's load and its etcd: it is alive but slower than the check's timeout"),
          entry(
              "cut_short", "the server's log: it ended the connection in the middle of its answer"),
          entry(
              "status",
              "what the server says itself: curl -k 'https://ADDRESS/readyz?verbose' names the part"
                  + " that fails"),
          entry(
              "unauthorized",
              "anonymous requests are off at the apiserver: take 401 for ready (status ="
                  + " \"200-299,401\"), or allow /readyz to be read without a login"),
          entry(
              "bad_answer",
              "the port: what answers there does not speak HTTP, or not this version"),
          entry(
              "answer_too_large",
              "the check's path: its answer is too long for a health check; /readyz is short"),
          entry(
              "program",
              "the program's own output, which is the evidence: run it by hand, as the same user and"
                  + " with the same variables"),
          entry(
              "part",
              "the check that is named first in the evidence; another one has seen the server alive"),
          entry(
              "local",
              "this machine: descriptors (ulimit -n), free ports (ss -s), or a local firewall; the"
                  + " server is not judged by it"),
          entry("operator", "whoever gave the order; vipgate ready PROXY/SERVER takes it back"));

  private Advice() {}

  /**
   * A sentence without its full stop; empty if there is nothing to look at.
   *
   * @param code of a {@link JournalCause}
   */
  public static Optional<String> on(String code) {
    return Optional.ofNullable(BY_CODE.get(code))
        .or(() -> Optional.ofNullable(PeerAdvice.BY_CODE.get(code)));
  }
}
