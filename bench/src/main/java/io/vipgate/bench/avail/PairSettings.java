package io.vipgate.bench.avail;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the pair is configured. */
public enum PairSettings {
  /**
   * As the guide "High Availability Considerations" of the kubeadm project has it: adverts each
   * second, a check script each 3 s that fails after 10, checks of the servers by HTTPS each 2 s.
   * The script asks by HTTP, since it is plain ports that are relayed here.
   */
  KUBEADM("pair-kubeadm", "state BACKUP", "interval 3\n  weight -2\n  fall 10\n  rise 2") {
    @Override
    String script(int port, String pidFile) {
      return "/usr/bin/curl -sf --max-time 2 http://localhost:%d/healthz -o /dev/null"
          .formatted(port);
    }

    @Override
    String timing() {
      return "authentication {\n    auth_type PASS\n    auth_pass 42\n  }";
    }

    @Override
    String defaults() {
      return """
            option redispatch
            retries 1
            timeout queue 20s
            timeout connect 5s
            timeout client 35s
            timeout server 35s
            timeout check 10s
          """;
    }

    @Override
    String check() {
      return "check verify none";
    }
  },

  /**
   * As well as it can be: version 3, adverts each 10 ms; haproxy's process is watched; servers are
   * checked each 500 ms, and sessions of a dead one are ended; both daemons run as far ahead of
   * other processes as vipgate's unit has it. track_process needs the host's own network namespace,
   * so a script each second, keepalived's shortest, stands in for it here.
   */
  TUNED("pair-tuned", "state BACKUP\n  version 3", "interval 1\n  fall 1\n  rise 1") {
    @Override
    Duration advertInterval() {
      return Duration.ofMillis(10);
    }

    @Override
    List<String> launcher() {
      return List.of("nice", "-n", "-15");
    }

    @Override
    String script(int port, String pidFile) {
      return "/bin/sh -c 'kill -0 $(cat %s)'".formatted(pidFile);
    }

    @Override
    String timing() {
      return "advert_int 0.01";
    }

    @Override
    String defaults() {
      return """
            option redispatch 1
            retries 3
            timeout connect 1s
            timeout client 24h
            timeout server 24h
            timeout check 500ms
          """;
    }

    @Override
    String check() {
      return "check verify none inter 500ms fall 2 rise 2 observe layer4 error-limit 2"
          + " on-error mark-down on-marked-down shutdown-sessions";
    }
  };

  private final String label;
  private final String state;
  private final String scriptTiming;

  PairSettings(String label, String state, String scriptTiming) {
    this.label = label;
    this.state = state;
    this.scriptTiming = scriptTiming;
  }

  abstract String script(int port, String pidFile);

  abstract String timing();

  abstract String defaults();

  abstract String check();

  /** From one advert to the next. */
  Duration advertInterval() {
    return Duration.ofSeconds(1);
  }

  /** What the daemons are started by: nothing, as the packages' units do. */
  List<String> launcher() {
    return List.of();
  }

  String label() {
    return label;
  }

  /** keepalived.conf. */
  String keepalived(String interfaceName, String vip, int port, int priority, String pidFile) {
    return """
        global_defs {
          router_id LVS_DEVEL
          script_user root
          enable_script_security
        }
        vrrp_script check_apiserver {
          script "%s"
          %s
        }
        vrrp_instance VI_1 {
          %s
          interface %s
          virtual_router_id 51
          priority %d
          %s
          virtual_ipaddress {
            %s
          }
          track_script {
            check_apiserver
          }
        }
        """
        .formatted(
            script(port, pidFile), scriptTiming, state, interfaceName, priority, timing(), vip);
  }

  /** haproxy.cfg. */
  String haproxy(int port, List<String> servers, int serverPort, int checkPort) {
    String serverLines =
        IntStream.range(0, servers.size())
            .mapToObj(
                i -> "  server s%d %s:%d %s".formatted(i, servers.get(i), serverPort, check()))
            .collect(Collectors.joining("\n"));
    return """
        defaults
          mode tcp
        %s
        frontend apiserver
          bind *:%d
          default_backend apiserverbackend
        backend apiserverbackend
          option httpchk
          http-check connect port %d ssl
          http-check send meth GET uri /healthz
          http-check expect status 200
          balance roundrobin
        %s
        """
        .formatted(defaults(), port, checkPort, serverLines);
  }
}
