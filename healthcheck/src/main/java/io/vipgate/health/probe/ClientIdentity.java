package io.vipgate.health.probe;

import java.nio.file.Path;

/**
 * Who we are to a TLS server that asks. Both files are re-read when they change.
 *
 * @param certificate PEM certificates, ours first and then its issuers
 * @param key its private key, PEM: PKCS #8, or PKCS #1 and SEC 1 as openssl and kubeadm write them
 */
public record ClientIdentity(Path certificate, Path key) {}
