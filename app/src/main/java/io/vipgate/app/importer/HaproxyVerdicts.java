package io.vipgate.app.importer;

/** The keywords of haproxy.cfg whose fate does not depend on their value. */
final class HaproxyVerdicts {
  static final Verdicts GLOBAL =
      Verdicts.of(
          """
          not_needed | chroot, user, group, uid, gid, daemon, pidfile, master-worker, mworker-max-reloads, setenv, presetenv, unsetenv, resetenv, localpeer, node, description, hard-stop-after, zero-warning, strict-limits, set-dumpable, default-path, cluster-secret, quick-exit | systemd runs the process
          not_needed | nbthread, cpu-map, thread-groups, thread-group, numa-cpu-mapping, busy-polling, noepoll, nopoll, nosplice, nogetaddrinfo, noreuseport, noevports, nokqueue | one event loop relays; see docs/architecture.md
          not_needed | spread-checks, max-spread-checks | the checks of servers are spread over the interval by themselves
          not_needed | tune.* | buffers are sized by the relay
          not_needed | ssl-*, ca-base, crt-base, issuers-chain-path, h1-case-adjust, h1-case-adjust-file, lua-load, lua-prepend-path, lua-load-per-thread, maxcomprate, maxcompcpuusage, maxzlibmem, log-send-hostname, wurfl_*, 51degrees_*, deviceatlas_* | TLS passes through, and nothing looks into it
          replaced | log, log-tag | the log goes to standard error, and so to journald; every transition has its cause
          replaced | stats | the admin socket and vipgate status
          carried | maxconn | as limits.max-connections
          lost | maxconnrate, maxsessrate, maxsslconn, maxsslrate, maxpipes | there is no such limit of the process: accept-rate is that of a proxy
          lost | ulimit-n, fd-hard-limit | set LimitNOFILE= of the systemd unit
          not_needed | external-check, insecure-fork-wanted, insecure-setuid-wanted | a check of type exec needs no leave
          lost | server-state-base, server-state-file | servers start as up, and the checks find out
          """);

  static final Verdicts PROXY =
      Verdicts.of(
          """
          replaced | log, log-format, log-format-sd, log-tag, error-log-format, unique-id-format, unique-id-header, option tcplog, option httplog, option httpslog, option dontlognull, option dontlog-normal, option logasap, option log-separate-errors, option socket-stats | connections are not logged one by one: they are counted in /metrics, and transitions are logged with their cause
          replaced | option log-health-checks | every transition of a server is logged with what the check saw
          replaced | option tcpka, option clitcpka, option srvtcpka, clitcpka-*, srvtcpka-*, tcp-ut | TCP keepalive and TCP_USER_TIMEOUT are on for both legs
          replaced | option redispatch | every retry goes to another server, without waiting a second
          replaced | stats | /, /status and /metrics of http.listen, 127.0.0.1:8404 unless set
          replaced | monitor-uri, monitor, monitor-net | /healthz and /readyz of http.listen
          replaced | timeout client-fin, timeout server-fin | a half-closed connection lives as long as both sides want it, and keepalive finds the dead; half-close-timeout ends it
          replaced | email-alert | no mail is sent: alert on /metrics
          carried | timeout queue | as queue-timeout, where servers have max-connections
          not_needed | fullconn, timeout tarpit | there is no such thing in a TCP proxy
          not_needed | timeout http-request, timeout http-keep-alive, option httpclose, option http-server-close, option http-keep-alive, option forwardfor, option http-no-delay, option http-buffer-request, option accept-invalid-http-request, option accept-invalid-http-response, option http-use-htx, option http-pretend-keepalive, option http-ignore-probes, option prefer-last-server, option checkcache, option originalto, option independent-streams, option h1-case-adjust-bogus-client, option h1-case-adjust-bogus-server, option http-use-proxy-header, option http-restrict-req-hdr-names, errorfile, errorfiles, errorloc, errorloc302, errorloc303, compression, http-reuse, max-keep-alive-queue, http-send-name-header, option disable-h2-upgrade, option ignore-persist | about HTTP: TLS passes through, and nothing looks into it
          not_needed | option splice-auto, option splice-request, option splice-response, option tcp-smart-accept, option tcp-smart-connect, option contstats, option abortonclose, option nolinger, option transparent, option idle-close-on-response, hash-type, hash-balance-factor, id, description, enabled, disabled-options, bind-process | the relay does without it
          not_needed | load-server-state-from-file | servers start as up, and the checks find out
          carried | maxconn | as max-connections
          carried | backlog | as backlog
          carried | rate-limit | as accept-rate
          lost | acl, tcp-request, tcp-response, http-request, http-response, http-after-response, block, redirect, reqadd, filter, declare, capture, force-persist, ignore-persist, use-server | of rules there are allow and deny, with networks: this one says more
          lost | stick, stick-table, appsession, persist, cookie | a client's connections go to different servers: balance = source-consistent keeps them at one
          lost | option usesrc | the servers see an address of this host: send-proxy tells them the client's, if they understand it
          lost | dispatch, server-template | write the servers out
          lost | option mysql-check, option pgsql-check, option redis-check, option smtpchk, option ldap-check, option spop-check | TCP connects instead
          carried | option allbackups | backups have one tier
          lost | option http_proxy | there is no proxy for HTTP here
          lost | dynamic-cookie-key, retry-on, option persist | no such thing in a TCP proxy
          not_needed | tcp-check comment, http-check comment, http-check disable-on-404, http-check send-state | readiness drains: failing answers keep old connections, a dead server's are reset
          """);

  static final Verdicts BIND =
      Verdicts.of(
          """
          not_needed | name, id, process, thread, backlog, nice, level, group, gid, user, uid, mode, shards, expose-fd, severity-output | about HAProxy's own processes
          replaced | transparent, tcp-ut, defer-accept, mss, tfo | the address need not be on this machine, and the relay sets its own socket options
          not_needed | v4v6 | made two: one address for IPv4 and one for IPv6
          not_needed | v6only | IPv6 sockets here take IPv6 only
          lost | interface, namespace | it listens on every interface that the address comes in on
          carried | accept-proxy | as accept-proxy-from everybody: name the proxies before this one, or anybody may say who he is
          lost | accept-netscaler-cip | of such headers only those of the PROXY protocol are understood
          lost | maxconn | max-connections counts for all addresses of a proxy
          lost | ssl, crt, crt-list, ca-file, ca-verify-file, ca-sign-file, ca-sign-pass, ciphers, ciphersuites, alpn, npn, verify, ecdhe, curves, strict-sni, generate-certificates, crl-file, force-*, no-*, ssl-*, allow-0rtt, no-tls-tickets, tls-ticket-keys, prefer-client-ciphers, proto, crt-ignore-err, ca-ignore-err | TLS is not ended here, it passes through to the servers, and their certificates need the endpoint's name
          """);

  static final Verdicts SERVER =
      Verdicts.of(
          """
          not_needed | id, enabled, no-check, no-backup, no-ssl, cookie, redir, pool-*, init-addr, resolvers, resolve-prefer, resolve-net, resolve-opts, log-proto, shard, ws, non-stick, stick, tcp-ut, no-verifyhost, no-send-proxy, no-send-proxy-v2, no-check-ssl, no-check-send-proxy, tfo, no-tfo, proto, check-proto, alpn, check-alpn, npn, no-tls-tickets, force-*, no-sslv3, no-tlsv10, no-tlsv11, no-tlsv12, no-tlsv13, ssl-*, ciphers, ciphersuites, allow-0rtt, no-ssl-reuse, sigalgs | nothing that a TCP proxy needs
          replaced | on-marked-down | a dead server's connections are always reset; those of one that is only not ready stay
          replaced | observe, on-error, error-limit | failed connects are retried on another server at once; the checks decide about rotation
          lost | on-marked-up | connections stay where they are when a server comes back
          lost | minconn, maxqueue | max-connections is one number, and the queue is that of the proxy: queue-timeout
          lost | agent-addr | the agent is asked on the server's address
          lost | track | it is checked by itself
          lost | addr | the check goes to the server's own address
          lost | send-proxy-v2-ssl, send-proxy-v2-ssl-cn, set-proxy-v2-tlv-fmt, proxy-v2-options | send-proxy = v2 tells the addresses and nothing more
          lost | check-send-proxy | a check sends no header of the PROXY protocol
          lost | ssl, crt, crl-file | no TLS is added on the way to the server: what the client sends passes through
          lost | usesrc, interface, namespace, socks4, check-* | the kernel chooses the way, and the servers see an address of this host
          """);

  private HaproxyVerdicts() {}
}
