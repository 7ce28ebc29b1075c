package io.vipgate.health.probe;

import java.io.IOException;

/** A key, a certificate or a token of our own cannot be read: says nothing about the server. */
final class CredentialException extends IOException {
  private static final long serialVersionUID = 1L;

  CredentialException(String message, Throwable cause) {
    super(message, cause);
  }

  Finding finding() {
    return new Finding(Reason.LOCAL, String.valueOf(getMessage()));
  }
}
