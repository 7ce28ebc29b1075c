package io.vipgate.health.probe;

/**
 * What probes of all types may be told. Each type reads its own groups, see {@link ProbeType#uses},
 * and ignores the others.
 *
 * @param http what to ask and to expect
 * @param tls whom to trust
 * @param dialog what to send and to expect
 * @param dns what to ask a name server
 * @param grpcService the service to ask for by gRPC; empty: the server as a whole
 * @param program what to run
 * @param echoes how to call a host
 */
public record ProbeSettings(
    HttpSettings http,
    TlsSettings tls,
    DialogSettings dialog,
    DnsSettings dns,
    String grpcService,
    ProgramSettings program,
    EchoSettings echoes) {
  /** The defaults of all groups. */
  public static final ProbeSettings DEFAULT =
      new ProbeSettings(
          HttpSettings.DEFAULT,
          TlsSettings.UNVERIFIED,
          DialogSettings.LISTEN,
          DnsSettings.DEFAULT,
          "",
          ProgramSettings.NONE,
          EchoSettings.DEFAULT);

  public ProbeSettings with(HttpSettings other) {
    return new ProbeSettings(other, tls, dialog, dns, grpcService, program, echoes);
  }

  public ProbeSettings with(TlsSettings other) {
    return new ProbeSettings(http, other, dialog, dns, grpcService, program, echoes);
  }

  public ProbeSettings with(DialogSettings other) {
    return new ProbeSettings(http, tls, other, dns, grpcService, program, echoes);
  }

  public ProbeSettings with(DnsSettings other) {
    return new ProbeSettings(http, tls, dialog, other, grpcService, program, echoes);
  }

  public ProbeSettings withGrpcService(String other) {
    return new ProbeSettings(http, tls, dialog, dns, other, program, echoes);
  }

  public ProbeSettings with(ProgramSettings other) {
    return new ProbeSettings(http, tls, dialog, dns, grpcService, other, echoes);
  }

  public ProbeSettings with(EchoSettings other) {
    return new ProbeSettings(http, tls, dialog, dns, grpcService, program, other);
  }
}
