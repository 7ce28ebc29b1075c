package io.vipgate.health.probe;

/** A group of settings that matters to some types of probes. */
public enum Uses {
  /** {@link ProbeSettings#http}. */
  HTTP,
  /** {@link ProbeSettings#tls}. */
  TLS,
  /** {@link DialogSettings#send}. */
  SEND,
  /** {@link DialogSettings#expect}. */
  EXPECT,
  /** {@link ProbeSettings#dns}. */
  DNS,
  /** {@link ProbeSettings#grpcService}. */
  GRPC,
  /** {@link ProbeSettings#program}. */
  PROGRAM,
  /** {@link ProbeSettings#echoes}. */
  ECHOES,
  /** {@link ProbeSpec#members}. */
  MEMBERS
}
