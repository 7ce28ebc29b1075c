package io.vipgate.app.drill;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks an apiserver for {@code /livez} through the endpoint, over a new TLS connection each time.
 * Any HTTP answer counts: whoever may not read still reached a server. Certificates are not
 * verified, since nothing is sent that is worth anything.
 */
public final class EndpointProbe {
  private static final byte[] REQUEST =
      "GET /livez HTTP/1.1\r\nHost: vipgate-drill\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress endpoint;
  private final int timeoutMs;
  private final LongSupplier clock;
  private final SSLContext tls;

  /**
   * @param timeoutMs for the connect, and again for each wait for bytes, in milliseconds
   * @param clock monotonic nanoseconds
   */
  public EndpointProbe(InetSocketAddress endpoint, int timeoutMs, LongSupplier clock) {
    this.endpoint = endpoint;
    this.timeoutMs = timeoutMs;
    this.clock = clock;
    this.tls = context();
  }

  private static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  /** One attempt; blocks until it is answered or has failed. */
  public Attempt attempt() {
    long start = clock.getAsLong();
    try {
      ask();
      return new Attempt(start, clock.getAsLong(), null);
    } catch (IOException e) {
      return new Attempt(start, clock.getAsLong(), words(e));
    }
  }

  private void ask() throws IOException {
    try (Socket tcp = new Socket()) {
      tcp.setSoTimeout(timeoutMs);
      tcp.setTcpNoDelay(true);
      tcp.connect(endpoint, timeoutMs);
      try (SSLSocket socket =
          (SSLSocket)
              tls.getSocketFactory()
                  .createSocket(tcp, endpoint.getHostString(), endpoint.getPort(), true)) {
        socket.getOutputStream().write(REQUEST);
        InputStream in = socket.getInputStream();
        byte[] head = in.readNBytes("HTTP/".length());
        if (!new String(head, StandardCharsets.US_ASCII).equals("HTTP/")) {
          throw new IOException("not an HTTP answer");
        }
      }
    }
  }

  /** The same words for the same failure, so that they can be counted. */
  private static String words(IOException failure) {
    if (failure instanceof SocketTimeoutException) {
      return "timed out";
    }
    if (failure instanceof SSLException) {
      return failure.getCause() instanceof SocketException cause
          ? String.valueOf(cause.getMessage())
          : "TLS: " + failure.getMessage();
    }
    return String.valueOf(failure.getMessage());
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
