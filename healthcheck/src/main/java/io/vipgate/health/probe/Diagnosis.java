package io.vipgate.health.probe;

import io.netty.channel.unix.Errors;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What an exception on a probe's connection says about the server. */
final class Diagnosis {
  // The native transport keeps the errno of a failed connect to itself, but for its text (strerror,
  // in the C locale).
  private static final String ECONNREFUSED_TEXT = "Connection refused";
  private static final String ETIMEDOUT_TEXT = "Connection timed out";

  private Diagnosis() {}

  /** Of a connect that failed. */
  static Finding ofConnect(Throwable cause) {
    if (cause instanceof NoRouteToHostException) {
      return new Finding(Reason.UNREACHABLE, "no route to host, or unreachable");
    }
    String text = String.valueOf(cause.getMessage());
    if (cause instanceof ConnectException && text.contains(ECONNREFUSED_TEXT)) {
      return new Finding(Reason.CONNECT_REFUSED, "connect refused");
    }
    if (cause instanceof ConnectException && text.contains(ETIMEDOUT_TEXT)) {
      return new Finding(Reason.CONNECT_TIMEOUT, "connect timed out in the kernel");
    }
    return new Finding(Reason.LOCAL, "could not connect: " + text);
  }

  /** Of an echo request that could not be sent. */
  static Finding ofEcho(IOException cause) {
    String text = String.valueOf(cause.getMessage());
    boolean unreachable = text.contains("EHOSTUNREACH") || text.contains("ENETUNREACH");
    return unreachable
        ? new Finding(Reason.UNREACHABLE, "no route to host, or unreachable")
        : new Finding(Reason.LOCAL, "echo request not sent: " + text);
  }

  /**
   * Of an answer that must hold something.
   *
   * @param fine what it is if it does
   */
  static Finding ofContent(
      Finding fine, @Nullable BytePattern pattern, BytePattern.Search search, byte[] content) {
    String expected = pattern == null ? "" : pattern.source();
    try {
      if (search.isIn(content)) {
        return new Finding(fine.reason(), fine.evidence() + ", with " + expected);
      }
    } catch (BoundedText.TooManyStepsException e) {
      return new Finding(Reason.BAD_ANSWER, String.valueOf(e.getMessage()));
    }
    return new Finding(
        Reason.BAD_ANSWER,
        "%s, but the answer is \"%s\" (expected: %s)"
            .formatted(fine.evidence(), BytePattern.excerpt(content), expected));
  }

  /** Of a connection that failed in {@code phase}, after the connect. */
  static Finding of(Throwable thrown, Phase phase) {
    Throwable cause =
        thrown instanceof DecoderException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    CertificateException certificate = find(CertificateException.class, cause);
    if (certificate != null) {
      return new Finding(Reason.CERTIFICATE, "certificate refused: " + explain(certificate));
    }
    if (cause instanceof NotSslRecordException) {
      return new Finding(
          Reason.TLS_FAILED,
          "what came is not TLS (expected: a TLS server; is the check's type http?)");
    }
    if (cause instanceof ClosedChannelException) {
      return phase.end();
    }
    if (cause instanceof SSLException) {
      // Newer JDKs put the alert's name in front of the text that names it.
      String text = String.valueOf(cause.getMessage()).replaceFirst("^\\(\\w+\\) ", "");
      return new Finding(Reason.TLS_FAILED, "TLS failed: " + text);
    }
    if (cause instanceof Errors.NativeIoException io
        && io.expectedErr() == Errors.ERRNO_ECONNRESET_NEGATIVE) {
      return phase.reset();
    }
    if (cause instanceof IOException) {
      Finding reset = phase.reset();
      return new Finding(reset.reason(), "%s (%s)".formatted(reset.evidence(), cause.getMessage()));
    }
    return new Finding(Reason.LOCAL, "unexpected: " + cause);
  }

  private static String explain(CertificateException certificate) {
    Throwable root = root(certificate);
    if (root instanceof CertificateExpiredException) {
      return "expired: " + root.getMessage();
    }
    if (root instanceof CertificateNotYetValidException) {
      return "not valid yet: " + root.getMessage();
    }
    return isOfStranger(root)
        ? "issued by an authority that ca-file does not have"
        : String.valueOf(root.getMessage());
  }

  /** The JDK says so in one way where it builds a path, and in another where it checks one. */
  private static boolean isOfStranger(Throwable root) {
    return root instanceof CertPathBuilderException
        || (root instanceof CertPathValidatorException path
            && path.getReason() == PKIXReason.NO_TRUST_ANCHOR);
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }
}
