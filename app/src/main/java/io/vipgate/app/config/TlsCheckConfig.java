package io.vipgate.app.config;

import io.vipgate.health.probe.ClientIdentity;
import io.vipgate.health.probe.TlsVerify;
import io.vipgate.health.probe.TlsVersions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whom checks by TLS trust, and who they are themselves.
 *
 * @param verify how much of the certificate is verified
 * @param caFile PEM certificates to trust; null exactly with {@link TlsVerify#NONE}
 * @param sni the name to send and to look for in the certificate; null: none is sent
 * @param versions which versions are spoken
 * @param identity our own certificate; null: none
 */
public record TlsCheckConfig(
    TlsVerify verify,
    @Nullable Path caFile,
    @Nullable String sni,
    @Written(as = "tls-versions") TlsVersions versions,
    @Nullable ClientIdentity identity) {}
