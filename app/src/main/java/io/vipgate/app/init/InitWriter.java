package io.vipgate.app.init;

import com.typesafe.config.ConfigUtil;
import io.vipgate.app.config.Endpoint;
import java.util.Map;

/** The text of a configuration: what is there, and why. */
final class InitWriter {
  private static final String HEAD =
      """
      # Made by vipgate init. Validate changes with: vipgate check
      # Every key: the reference page on configuration.
      """;

  private InitWriter() {}

  static String worker(InitRequest.Worker request) {
    return HEAD
        + """

        # The kubelet and whatever else runs on this node asks here for the apiserver.
        proxy.apiserver {
          bind = ["%s"]

          # Asked each 2 s for /readyz over TLS: a server that is not ready gets no new
          # connections, one that is dead has its connections reset at once.
          check { type = https, path = /readyz }

        %s}
        """
            .formatted(request.bind(), servers(request.servers()));
  }

  static String master(
      InitRequest.Master request,
      Choice<String> carrier,
      Choice<Integer> virtualRouterId,
      Choice<Integer> priority) {
    return HEAD
        + """

        # Holds the virtual address together with the other masters.
        vrrp.apiserver {
          # %s
          interface = %s

          # The same on each master. %s
          virtual-router-id = %d

          # Different on each master; the highest one that lives holds the address.
          # %s
          priority = %d

          # Version 3 may advertise more often than each second. 500 ms: a dead holder is
          # replaced within 1.5 s and the skew, and its kernel has dropped the address by then.
          version = 3
          advert-interval = 500ms

          addresses = ["%s"]
        }

        # Listens on the virtual address, whichever node holds it.
        proxy.apiserver {
          bind = ["%s"]

          # Asked each 2 s for /readyz over TLS: a server that is not ready gets no new
          # connections, one that is dead has its connections reset at once.
          check { type = https, path = /readyz }

        %s}
        """
            .formatted(
                sentence(carrier),
                ConfigUtil.quoteString(carrier.value()),
                sentence(virtualRouterId),
                virtualRouterId.value(),
                sentence(priority),
                priority.value(),
                request.vip(),
                new Endpoint(request.vip().address(), request.port()),
                servers(request.servers()));
  }

  private static String sentence(Choice<?> choice) {
    return Character.toUpperCase(choice.why().charAt(0)) + choice.why().substring(1) + ".";
  }

  private static String servers(Map<String, Endpoint> servers) {
    StringBuilder text = new StringBuilder("  servers {\n");
    servers.forEach(
        (name, address) ->
            text.append(
                "    %s.address = \"%s\"\n".formatted(ConfigUtil.quoteString(name), address)));
    return text.append("  }\n").toString();
  }
}
