package io.vipgate.app.config;

import io.vipgate.health.probe.DialogSettings;
import io.vipgate.health.probe.DnsSettings;
import io.vipgate.health.probe.EchoSettings;
import io.vipgate.health.probe.HttpSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a server is. Groups that do not matter to the type have their defaults.
 *
 * @param name of a member of several; {@code check} if it is the only one
 * @param type one of {@link Vocabulary#checkTypes}
 * @param port the port to check, 1 to 65535; null: the server's own
 * @param http what HTTP types ask and expect
 * @param tls whom TLS types trust
 * @param dialog what is sent, and what is to come back
 * @param dns what a name server is asked
 * @param grpcService the service that gRPC types ask for; empty: the server as a whole
 * @param program what is run; empty: nothing
 * @param user whom it is run as; null: whoever we are
 * @param echoes how hosts are called
 */
public record ProbeConfig(
    String name,
    String type,
    @Nullable Integer port,
    @Written(flat = true) HttpSettings http,
    @Written(flat = true) TlsCheckConfig tls,
    @Written(flat = true) DialogSettings dialog,
    DnsSettings dns,
    @Written(as = "service") String grpcService,
    @Written(as = "command") List<String> program,
    @Nullable String user,
    @Written(flat = true) EchoSettings echoes) {
  public ProbeConfig {
    program = List.copyOf(program);
  }
}
