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
          lost | maxconn, maxconnrate, maxsessrate, maxsslconn, maxsslrate, maxpipes | connections are limited by the file descriptors of the process only: LimitNOFILE= of systemd
          lost | ulimit-n, fd-hard-limit | set LimitNOFILE= of the systemd unit
          lost | external-check, insecure-fork-wanted, insecure-setuid-wanted | no program is run for a check
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
          replaced | timeout client-fin, timeout server-fin | a half-closed connection lives as long as both sides want it
          replaced | email-alert | no mail is sent: alert on /metrics
          not_needed | timeout queue, fullconn, timeout tarpit | no connection waits in a queue
          not_needed | timeout http-request, timeout http-keep-alive, option httpclose, option http-server-close, option http-keep-alive, option forwardfor, option http-no-delay, option http-buffer-request, option accept-invalid-http-request, option accept-invalid-http-response, option http-use-htx, option http-pretend-keepalive, option http-ignore-probes, option prefer-last-server, option checkcache, option originalto, option independent-streams, option h1-case-adjust-bogus-client, option h1-case-adjust-bogus-server, option http-use-proxy-header, option http-restrict-req-hdr-names, errorfile, errorfiles, errorloc, errorloc302, errorloc303, compression, http-reuse, max-keep-alive-queue, rate-limit, http-send-name-header, option disable-h2-upgrade, option ignore-persist | about HTTP: TLS passes through, and nothing looks into it
          not_needed | option splice-auto, option splice-request, option splice-response, option tcp-smart-accept, option tcp-smart-connect, option contstats, option abortonclose, option nolinger, option transparent, option idle-close-on-response, hash-type, hash-balance-factor, id, description, enabled, disabled-options, backlog, bind-process | the relay does without it
          not_needed | load-server-state-from-file | servers start as up, and the checks find out
          lost | maxconn | connections are limited by the file descriptors of the process only
          lost | acl, tcp-request, tcp-response, http-request, http-response, http-after-response, block, redirect, reqadd, filter, declare, capture, force-persist, ignore-persist, use-server | no rules: whoever reaches the port is connected. Filter addresses by a firewall
          lost | stick, stick-table, appsession, persist, cookie | a client's connections go to different servers
          lost | source, option usesrc | the kernel chooses the source address
          lost | dispatch, server-template | write the servers out
          lost | external-check, option external-check | no program is run for a check
          lost | option mysql-check, option pgsql-check, option redis-check, option smtpchk, option ldap-check, option spop-check | TCP connects instead
          lost | option allbackups, option http_proxy | backup servers are servers as all others
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
          lost | accept-proxy, accept-netscaler-cip | the PROXY protocol is not understood: send plain TCP
          lost | maxconn | connections are limited by the file descriptors of the process only
          lost | ssl, crt, crt-list, ca-file, ca-verify-file, ca-sign-file, ca-sign-pass, ciphers, ciphersuites, alpn, npn, verify, ecdhe, curves, strict-sni, generate-certificates, crl-file, force-*, no-*, ssl-*, allow-0rtt, no-tls-tickets, tls-ticket-keys, prefer-client-ciphers, proto, crt-ignore-err, ca-ignore-err | TLS is not ended here, it passes through to the servers, and their certificates need the endpoint's name
          """);

  static final Verdicts SERVER =
      Verdicts.of(
          """
          not_needed | id, enabled, no-check, no-backup, no-ssl, cookie, redir, pool-*, init-addr, resolvers, resolve-prefer, resolve-net, resolve-opts, log-proto, shard, ws, non-stick, stick, tcp-ut, no-verifyhost, no-send-proxy, no-send-proxy-v2, no-check-ssl, no-check-send-proxy, tfo, no-tfo, proto, check-proto, alpn, check-alpn, npn, no-tls-tickets, force-*, no-sslv3, no-tlsv10, no-tlsv11, no-tlsv12, no-tlsv13, ssl-*, ciphers, ciphersuites, allow-0rtt, no-ssl-reuse, sigalgs | nothing that a TCP proxy needs
          replaced | on-marked-down | a dead server's connections are always reset; those of one that is only not ready stay
          replaced | observe, on-error, error-limit | failed connects are retried on another server at once; the checks decide about rotation
          lost | on-marked-up | connections stay where they are when a server comes back
          lost | fastinter, downinter | checks keep their interval in every state
          lost | maxconn, minconn, maxqueue | connections to a server are not limited, and none waits
          lost | slowstart | a server that comes back gets its whole share at once: rise keeps one that flaps out
          lost | agent-* | there is no agent check
          lost | track | it is checked by itself
          lost | addr | the check goes to the server's own address
          lost | send-proxy, send-proxy-v2, send-proxy-v2-ssl, send-proxy-v2-ssl-cn, set-proxy-v2-tlv-fmt, proxy-v2-options, check-send-proxy, check-via-socks4 | no PROXY protocol is sent: a server that expects it will not understand its clients
          lost | ssl, crt, crl-file | no TLS is added on the way to the server: what the client sends passes through
          lost | source, usesrc, interface, namespace, socks4, check-* | the kernel chooses source address and way
          """);

  private HaproxyVerdicts() {}
}
