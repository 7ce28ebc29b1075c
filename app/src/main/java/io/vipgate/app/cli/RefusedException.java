package io.vipgate.app.cli;

import java.io.IOException;

/** The service will not do it, because of its configuration file; the message says why. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
