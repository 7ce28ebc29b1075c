package io.vipgate.app.config;

import io.vipgate.health.probe.ExpectedStatus;
import io.vipgate.health.probe.TlsVerify;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the servers of a proxy are checked ({@code proxy.NAME.check}).
 *
 * @param type one of {@link Vocabulary#checkTypes}
 * @param port the port to check, 1 to 65535; null: the server's own
 * @param interval from the start of one probe to the start of the next; 10 ms to 1 day
 * @param timeout for a whole probe; 1 ms to 1 h, never more than {@code interval}
 * @param rise results in a row that it takes to come up; 1 to 1000
 * @param fall results in a row that it takes to go down; 1 to 1000
 * @param path what HTTP types ask for, from its {@code /} on
 * @param host the {@code Host} header of HTTP types; null: the server's address
 * @param status what HTTP types take for ready
 * @param verify how much of the certificate TLS types verify
 * @param caFile PEM certificates to trust; null exactly with {@link TlsVerify#NONE}
 * @param sni the name that TLS types send and look for in the certificate; null: none is sent
 */
public record CheckConfig(
    String type,
    @Nullable Integer port,
    Duration interval,
    Duration timeout,
    int rise,
    int fall,
    String path,
    @Nullable String host,
    ExpectedStatus status,
    TlsVerify verify,
    @Nullable Path caFile,
    @Nullable String sni) {}
