package io.vipgate.lab.client;

import io.vipgate.lab.client.Attempt.Failure;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** One HTTP/1.1 {@code GET} over a TLS connection of its own. */
final class HttpsConnection implements AutoCloseable {
  /** Why there is no answer. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    private final Failure failure;

    Failed(Failure failure, String message) {
      super(message);
      this.failure = failure;
    }

    Failed(Failure failure, IOException cause) {
      super(cause.toString(), cause);
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }
  }

  private static final long UNKNOWN = -1;

  private final SSLSocket socket;
  private final InputStream in;
  private String server = Attempt.NO_SERVER;
  private long length = UNKNOWN;

  private HttpsConnection(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(authority)) {
      trusted.setCertificateEntry(
          "lab", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Makes a TCP connection, not yet TLS. The caller closes it. */
  static Socket connect(String host, int port, Duration timeout) throws Failed {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      return socket;
    } catch (IOException e) {
      closeQuietly(socket);
      throw new Failed(connectFailure(e), e);
    }
  }

  /** Sends the request and reads the head of the answer, up to the empty line. */
  static HttpsConnection get(
      SSLContext context, String host, int port, String path, Duration connect, Duration answer)
      throws Failed {
    Socket plain = connect(host, port, connect);
    Failure ifCut = Failure.CUT_IN_HANDSHAKE;
    try {
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.setSoTimeout((int) answer.toMillis());
      socket.startHandshake();
      ifCut = Failure.CUT_AFTER_REQUEST;
      HttpsConnection connection = new HttpsConnection(socket);
      connection.send(host, path);
      connection.readHead();
      return connection;
    } catch (IOException e) {
      closeQuietly(plain);
      throw new Failed(laterFailure(e, ifCut), e);
    } catch (Failed e) {
      closeQuietly(plain);
      throw e;
    }
  }

  private void send(String host, String path) throws IOException {
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nUser-Agent: vipgate-lab\r\n\r\n"
            .formatted(path, host);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private void readHead() throws IOException, Failed {
    String status = readLine();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      readHeader(
          line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip());
    }
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new Failed(Failure.STATUS, status);
    }
  }

  private void readHeader(String name, String value) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "x-served-by" -> server = value;
      case "content-length" -> length = Long.parseLong(value);
      default -> {}
    }
  }

  /** The name that the server gave itself, or "-". */
  String server() {
    return server;
  }

  /** Reads a line of the answer, without its end. */
  String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("end of file in the answer");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /**
   * Reads all that is left of the answer. Counts it if its length is known: to JSSE a connection
   * that ends without close_notify has ended well.
   */
  void readRest() throws Failed {
    try {
      long read = in.transferTo(OutputStream.nullOutputStream());
      if (length != UNKNOWN && read != length) {
        throw new Failed(
            Failure.CUT_AFTER_REQUEST, "answer: value: %d (expected: %d)".formatted(read, length));
      }
    } catch (IOException e) {
      throw new Failed(laterFailure(e, Failure.CUT_AFTER_REQUEST), e);
    }
  }

  private static Failure connectFailure(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return Failure.CONNECT_TIMEOUT;
    }
    if (e instanceof NoRouteToHostException || says(e, "unreachable")) {
      return Failure.UNREACHABLE;
    }
    if (e instanceof ConnectException && says(e, "refused")) {
      return Failure.REFUSED;
    }
    return Failure.OTHER;
  }

  static Failure laterFailure(IOException e, Failure ifCut) {
    if (e instanceof SocketTimeoutException) {
      return Failure.TIMEOUT;
    }
    // JSSE wraps a reset or an end of file in the handshake into an SSLException.
    boolean cut =
        e instanceof EOFException
            || e instanceof SocketException
            || e.getCause() instanceof EOFException
            || e.getCause() instanceof SocketException
            || says(e, "terminated the handshake");
    if (cut) {
      return ifCut;
    }
    return e instanceof SSLException ? Failure.TLS : Failure.OTHER;
  }

  private static boolean says(IOException e, String words) {
    String message = e.getMessage();
    return message != null && message.contains(words);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was given up already; there is nothing to save.
    }
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }
}
