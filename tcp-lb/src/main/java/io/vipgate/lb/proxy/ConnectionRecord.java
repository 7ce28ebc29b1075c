package io.vipgate.lb.proxy;

import io.vipgate.lb.proxyprotocol.Endpoints;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is over, for a log. Times are nanoseconds, -1 where it never came to that.
 *
 * @param frontend the proxy's name
 * @param endpoints the client, and the address that it connected to
 * @param server the last server that was tried; null if none was
 * @param queueNs from the accept to the choice of a server
 * @param connectNs from there to the server's answer, with all retries
 * @param totalNs from the accept to the end
 * @param bytesToServer what the server's socket took
 * @param bytesToClient what the client's socket took
 * @param ending why it ended
 * @param phase how far it had come
 * @param retries attempts after the first one
 * @param clients connections of the frontend when it ended, this one with them
 * @param serverConnections connections of the server when it ended, this one with them
 * @param ahead how many were in the queue before it
 */
public record ConnectionRecord(
    String frontend,
    Endpoints endpoints,
    @Nullable String server,
    long queueNs,
    long connectNs,
    long totalNs,
    long bytesToServer,
    long bytesToClient,
    Ending ending,
    Phase phase,
    int retries,
    long clients,
    long serverConnections,
    int ahead) {}
