package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of mistake, its line and its words. */
final class ProblemsTest {
  private static final String MASTER =
      """
      vrrp.a {
        interface = eth0
        virtual-router-id = 88
        priority = 100
        addresses = ["10.0.0.9"]
      }
      proxy.a {
        bind = ["10.0.0.9:8443"]
        servers {
          m1.address = "10.0.0.1:6443"
          m2.address = "10.0.0.2:6443"
        }
      }
      """;

  @TempDir Path directory;

  /** What is appended to {@link #MASTER} in line 14, and the only problem that comes of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          proxy.a.rebalance-per-minute = 0 | proxy.a.rebalance-per-minute: value: 0 (expected: a whole number, 1 to 600)
          proxy.a { balance = maglev, rebalance-per-minute = 6 } | proxy.a.rebalance-per-minute: value: 6 (expected: nothing, or a balance that goes by shares: roundrobin, leastconn, random2, wrr, wlc, sed, nq)
          proxy.a.keepalive-idle = 10h | proxy.a.keepalive-idle: value: 10h (expected: a duration, 1s to 32400s)
          proxy.a.tcp-user-timeout = 25d | proxy.a.tcp-user-timeout: value: 25d (expected: a duration, 0ms to 2073600s)
          vrrp.a.interface = "" | vrrp.a.interface: value: "" (expected: an interface's name of 1 to 15 bytes such as bond0, without / : and spaces)
          vrrp.a.interface = interface0123456 | vrrp.a.interface: value: interface0123456 (expected: an interface's name of 1 to 15 bytes such as bond0, without / : and spaces)
          vrrp.a.interface = ["eth0"] | vrrp.a.interface: value: a list (expected: an interface's name of 1 to 15 bytes such as bond0, without / : and spaces)
          vrrp.a.interface = null | vrrp.a.interface: value: missing (expected: an interface's name of 1 to 15 bytes such as bond0, without / : and spaces)
          vrrp.a.virtual-router-id = 0 | vrrp.a.virtual-router-id: value: 0 (expected: a whole number, 1 to 255)
          vrrp.a.virtual-router-id = 256 | vrrp.a.virtual-router-id: value: 256 (expected: a whole number, 1 to 255)
          vrrp.a.virtual-router-id = 8.5 | vrrp.a.virtual-router-id: value: 8.5 (expected: a whole number, 1 to 255)
          vrrp.a.virtual-router-id = many | vrrp.a.virtual-router-id: value: many (expected: a whole number, 1 to 255)
          vrrp.a.preempt = ${nowhere} | vrrp.a.preempt: value: ${nowhere} (expected: a substitution that refers to a key or an environment variable that is set)
          vrrp.a.priority = 0 | vrrp.a.priority: value: 0 (expected: a whole number, 1 to 255)
          vrrp.a.priority = 256 | vrrp.a.priority: value: 256 (expected: a whole number, 1 to 255)
          vrrp.a { priority = 255, preempt = false } | vrrp.a.preempt: value: false (expected: true with priority = 255, or a lower priority)
          vrrp.a.priority = 99999999999999 | vrrp.a.priority: value: 99999999999999 (expected: a whole number, 1 to 255)
          vrrp.a.preempt = maybe | vrrp.a.preempt: value: maybe (expected: true or false)
          vrrp.a.advert-interval = 1 | vrrp.a.advert-interval: value: 1 (expected: a duration with its unit, such as 1s or 1ms)
          vrrp.a.advert-interval = 1.5s | vrrp.a.advert-interval: value: 1.5s (expected: whole seconds, 1s to 255s, in VRRP version 2)
          vrrp.a.advert-interval = 256s | vrrp.a.advert-interval: value: 256s (expected: whole seconds, 1s to 255s, in VRRP version 2)
          vrrp.a.advert-interval = 1 fortnight | vrrp.a.advert-interval: value: 1 fortnight (expected: a duration in ms, s, m, h or d, such as 2s)
          vrrp.a { version = 3, advert-interval = 15ms } | vrrp.a.advert-interval: value: 15ms (expected: 10ms to 40.95s in steps of 10ms, in VRRP version 3)
          vrrp.a { version = 3, advert-interval = 40.96s } | vrrp.a.advert-interval: value: 40.96s (expected: 10ms to 40.95s in steps of 10ms, in VRRP version 3)
          vrrp.a { version = 3, advert-interval = 999999999d } | vrrp.a.advert-interval: value: 999999999d (expected: 10ms to 40.95s in steps of 10ms, in VRRP version 3)
          vrrp.a { version = 3, auth-pass = 1111 } | vrrp.a.auth-pass: value: set (expected: none with version = 3, which has no authentication; version = 2 has)
          vrrp.a.version = 4 | vrrp.a.version: value: 4 (expected: one of 2, 3)
          vrrp.a { version = 3, checksum = none } | vrrp.a.checksum: value: none (expected: one of pseudo-header, plain)
          vrrp.a.advert-interval = often | vrrp.a.advert-interval: value: often (expected: a duration such as 2s or 500ms)
          vrrp.a.auth-pass = "" | vrrp.a.auth-pass: value: 0 bytes (expected: 1 to 8 bytes)
          vrrp.a.auth-pass = "äöüßé" | vrrp.a.auth-pass: value: 10 bytes (expected: 1 to 8 bytes; keepalived would use the first 8 and not say so: write only these)
          vrrp.a.addresses = [] | vrrp.a.addresses: value: an empty list (expected: a list of one or more in [ ], each an IP address such as "10.32.255.99", "10.32.255.99/32" or "2001:db8::99")
          vrrp.a.addresses = "10.0.0.9" | vrrp.a.addresses: value: 10.0.0.9 (expected: a list of one or more in [ ], each an IP address such as "10.32.255.99", "10.32.255.99/32" or "2001:db8::99")
          vrrp.a.addresses = ["10.0.0.8", "10.0.0.256"] | vrrp.a.addresses[1]: value: 10.0.0.256 (expected: an IP address such as "10.32.255.99", "10.32.255.99/32" or "2001:db8::99")
          vrrp.a.addresses = ["10.0.0.9/0"] | vrrp.a.addresses[0]: value: 10.0.0.9/0 (expected: a prefix length, /1 to /32)
          vrrp.a.duplicate-check = maybe | vrrp.a.duplicate-check: value: maybe (expected: one of refuse, warn, off)
          vrrp.a.announce.copies = 0 | vrrp.a.announce.copies: value: 0 (expected: a whole number, 1 to 100)
          vrrp.a.announce.garp_master_refresh = 60s | vrrp.a.announce.garp_master_refresh: value: unknown key (expected: did you mean refresh?)
          vrrp.a.announce.spacing = 2s | vrrp.a.announce.spacing: value: 2s (expected: a duration, 0ms to 1s)
          vrrp.a.announce.defence-interval = 10ms | vrrp.a.announce.defence-interval: value: 10ms (expected: a duration, 1s to 60s)
          vrrp.a.addresses = ["10.0.0.9 brd 10.0.0.255"] | vrrp.a.addresses[0]: value: 10.0.0.9 brd 10.0.0.255 (expected: after the address any of dev, label and scope, each once and with its value: "brd" is not that)
          vrrp.a.addresses = ["10.0.0.9 dev"] | vrrp.a.addresses[0]: value: 10.0.0.9 dev (expected: after the address any of dev, label and scope, each once and with its value: "dev" is not that)
          vrrp.a.addresses = ["10.0.0.9 dev eth1 dev eth2"] | vrrp.a.addresses[0]: value: 10.0.0.9 dev eth1 dev eth2 (expected: after the address any of dev, label and scope, each once and with its value: "dev" is not that)
          vrrp.a.addresses = ["10.0.0.9 dev a/b"] | vrrp.a.addresses[0]: value: 10.0.0.9 dev a/b (expected: after dev an interface's name of 1 to 15 bytes)
          vrrp.a.addresses = ["10.0.0.9 scope wide"] | vrrp.a.addresses[0]: value: 10.0.0.9 scope wide (expected: after scope one of global, site, link, host)
          vrrp.a.addresses = ["10.0.0.9 label 0123456789012345"] | vrrp.a.addresses[0]: value: 10.0.0.9 label 0123456789012345 (expected: a label of 1 to 15 bytes, such as eth1:vip)
          vrrp.a.addresses = ["10.0.0.9 dev eth1 label eth0:1"] | vrrp.a.addresses[0]: value: 10.0.0.9 dev eth1 label eth0:1 (expected: a label that is its interface's name, or begins with "eth1:")
          vrrp.a.excluded-addresses = ["fd00::9 label eth0:1"] | vrrp.a.excluded-addresses[0]: value: fd00::9 label eth0:1 (expected: no label and no scope: an IPv6 address has neither)
          vrrp.a { virtual-mac = true, addresses = ["10.0.0.9", "10.0.0.8 dev eth1"] } | vrrp.a.addresses[1]: value: 10.0.0.8 dev eth1 (expected: an address without dev, since virtual-mac makes an interface for it; or no virtual-mac)
          vrrp.a.use_vmac = true | vrrp.a.use_vmac: value: unknown key (expected: did you mean virtual-mac?)
          vrrp.a { addresses = ["10.0.0.9"], excluded-addresses = ["10.0.0.9/24"] } | vrrp.a.excluded-addresses[0]: value: 10.0.0.9/24 (expected: each address once: vrrp.a.addresses[0] in line 14 has it)
          vrrp.a { version = 2, addresses = ["fd00::9"] } | vrrp.a.version: value: 2 (expected: 3, since the adverts go over IPv6; 2 is IPv4 only)
          vrrp.a { version = 3, addresses = ["fd00::9/129"] } | vrrp.a.addresses[0]: value: fd00::9/129 (expected: a prefix length, /1 to /128)
          vrrp.a { version = 3, source = "fe80::1", addresses = ["10.0.0.9"] } | vrrp.a.addresses: value: a list (expected: at least one IPv6 address, since the adverts go over IPv6)
          vrrp.a { unicast.peers = ["10.0.0.2"], addresses = ["fd00::9"] } | vrrp.a.addresses: value: a list (expected: at least one IPv4 address, since the adverts go over IPv4)
          vrrp.a.source = eth0 | vrrp.a.source: value: eth0 (expected: an IP address of one host, such as "10.32.137.20" or "2001:db8::20")
          vrrp.a.unicast.peers = [] | vrrp.a.unicast.peers: value: an empty list (expected: a list of one or more in [ ], each an IP address of one host, such as "10.32.137.20" or "2001:db8::20")
          vrrp.a.unicast.peers = ["10.0.0.2", "10.0.0.2"] | vrrp.a.unicast.peers: value: a list (expected: each peer once)
          vrrp.a.unicast.min-ttl = 255 | vrrp.a.unicast.peers: value: missing (expected: a list of the other routers' addresses, or no unicast at all)
          vrrp.a.unicast { peers = ["10.0.0.2"], min-ttl = 0 } | vrrp.a.unicast.min-ttl: value: 0 (expected: a whole number, 1 to 255)
          vrrp.a { source = "10.0.0.2", unicast.peers = ["10.0.0.2"] } | vrrp.a.unicast.peers: value: a list (expected: the other routers, without this one's own source)
          vrrp.a { source = "10.0.0.1", unicast.peers = ["fd00::2"] } | vrrp.a.unicast.peers: value: a list (expected: addresses of one family, that of source if it is given)
          vrrp.a.addresses = ["224.0.0.18"] | vrrp.a.addresses[0]: value: 224.0.0.18 (expected: an address that one host of a network may have)
          vrrp.a.addresses = ["10.0.0.9", "10.0.0.9/24"] | vrrp.a.addresses[1]: value: 10.0.0.9/24 (expected: each address once: vrrp.a.addresses[0] in line 14 has it)
          vrrp.a.advertint = 1s | vrrp.a.advertint: value: unknown key (expected: one of version, interface, virtual-router-id, priority, preempt, advert-interval, checksum, auth-pass, addresses, excluded-addresses, virtual-mac, source, preempt-delay, startup-delay, sync-group, duplicate-check, unicast, track, announce)
          vrrp.a.advert_int = 1s | vrrp.a.advert_int: value: unknown key (expected: did you mean advert-interval?)
          vrrp.a.bfd { script = x } | vrrp.a.bfd: value: unknown key (expected: one of version, interface, virtual-router-id, priority, preempt, advert-interval, checksum, auth-pass, addresses, excluded-addresses, virtual-mac, source, preempt-delay, startup-delay, sync-group, duplicate-check, unicast, track, announce)
          vrrp.a.track { script = x } | vrrp.a.track.script: value: x (expected: a name before the key: track.NAME.script)
          vrrp.b { interface = eth0, virtual-router-id = 88, priority = 1, addresses = ["10.0.0.7"] } | vrrp.b.virtual-router-id: value: 88 (expected: another one on eth0: vrrp.a.virtual-router-id in line 3 has it)
          vrrp.b { interface = eth1, virtual-router-id = 88, priority = 1, addresses = ["10.0.0.9"] } | vrrp.b.addresses[0]: value: 10.0.0.9 (expected: each address once: vrrp.a.addresses[0] in line 5 has it)
          vrrp.priority = 100 | vrrp.priority: value: 100 (expected: a name before the key: vrrp.NAME.priority)
          vrrp = off | vrrp: value: off (expected: a section: vrrp { ... })
          proxy.a.bind = [] | proxy.a.bind: value: an empty list (expected: a list of one or more in [ ], each an IP address and a port such as "10.32.255.99:8443" or "[::1]:8443", or "*:8443" for all of both families)
          proxy.a.bind = ["10.0.0.9:0"] | proxy.a.bind[0]: value: 10.0.0.9:0 (expected: a port, 1 to 65535)
          proxy.a.bind = ["10.0.0.9:65536"] | proxy.a.bind[0]: value: 10.0.0.9:65536 (expected: a port, 1 to 65535)
          proxy.a.bind = ["010.0.0.9:1"] | proxy.a.bind[0]: value: 010.0.0.9:1 (expected: an IP address and a port such as "10.32.255.99:8443" or "[::1]:8443")
          proxy.a.bind = ["fd00::9:1"] | proxy.a.bind[0]: value: fd00::9:1 (expected: an IP address and a port such as "10.32.255.99:8443" or "[::1]:8443")
          proxy.a.bind = ["10.0.0.9:1", "10.0.0.9:1"] | proxy.a.bind[1]: value: 10.0.0.9:1 (expected: an address and port of its own: proxy.a.bind[0] in line 14 has it)
          proxy.a.bind = ["10.0.0.9:1", "0.0.0.0:1"] | proxy.a.bind[1]: value: 0.0.0.0:1 (expected: an address and port of its own: proxy.a.bind[0] in line 14 has it)
          proxy.a.bind = ["127.0.0.1:8404"] | proxy.a.bind[0]: value: 127.0.0.1:8404 (expected: an address and port of its own: http.listen by default has it)
          proxy.b { bind = ["10.0.0.9:8443"], servers { m.address = "10.0.0.1:1" } } | proxy.b.bind[0]: value: 10.0.0.9:8443 (expected: an address and port of its own: proxy.a.bind[0] in line 8 has it)
          proxy.b { bind = ["10.0.0.9:1"] } | proxy.b.servers: value: none (expected: at least one servers.NAME)
          proxy.b { servers { m.address = "10.0.0.1:1" } } | proxy.b.bind: value: missing (expected: a list of one or more in [ ], each an IP address and a port such as "10.32.255.99:8443" or "[::1]:8443", or "*:8443" for all of both families)
          proxy."b/c" { bind = ["10.0.0.9:1"], servers { m.address = "10.0.0.1:1" } } | proxy."b/c": value: b/c (expected: a name of 1 to 63 letters, digits, dots, dashes and underscores; with dots it needs quotes)
          proxy.a.balance = fair | proxy.a.balance: value: fair (expected: one of roundrobin, leastconn, first, source, source-consistent, maglev, random2, wrr, lc, wlc, sed, nq, sh, dh, lblc, lblcr, fo, ovf, mh)
          proxy.a.connect-timeout = 0s | proxy.a.connect-timeout: value: 0s (expected: a duration, 1ms to 3600s)
          proxy.a.connect-timeout = 61m | proxy.a.connect-timeout: value: 61m (expected: a duration, 1ms to 3600s)
          proxy.a.retries = -1 | proxy.a.retries: value: -1 (expected: a whole number, 0 to 100)
          proxy.a.servers.m3 = "10.0.0.3:6443" | proxy.a.servers.m3: value: 10.0.0.3:6443 (expected: a name before the key: servers.NAME.m3)
          proxy.a.servers.m3 {} | proxy.a.servers.m3.address: value: missing (expected: an IP address and a port such as "10.32.137.20:6443": no DNS name, since DNS may be down when the endpoint must work)
          proxy.a.servers.m3.address = "m3.example:6443" | proxy.a.servers.m3.address: value: m3.example:6443 (expected: an IP address and a port such as "10.32.137.20:6443": no DNS name, since DNS may be down when the endpoint must work)
          proxy.a.servers.m3.address = "0.0.0.0:6443" | proxy.a.servers.m3.address: value: 0.0.0.0:6443 (expected: the address of one host)
          proxy.a.servers.m3.address = "10.0.0.1:6443" | proxy.a.servers.m3.address: value: 10.0.0.1:6443 (expected: each server once: proxy.a.servers.m1.address in line 10 has it)
          proxy.a.servers.m3.address = "10.0.0.9:8443" | proxy.a.servers.m3.address: value: 10.0.0.9:8443 (expected: a server, not the proxy itself: proxy.a.bind[0] in line 8 has it)
          proxy.a.servers.192.168.2.22.address = "192.168.2.22:6443" | proxy.a.servers.192.168: value: unknown key (expected: one of address, weight, dns-name, tier, max-connections, source, send-proxy; a name with dots needs quotes)
          proxy.a.servers.m1.weight = 257 | proxy.a.servers.m1.weight: value: 257 (expected: a whole number, 0 to 256)
          proxy.a.servers.m1.wieght = 2 | proxy.a.servers.m1.wieght: value: unknown key (expected: did you mean weight?)
          proxy.a.check = https | proxy.a.check: value: https (expected: a section: check { ... })
          proxy.a.check.type = httpx | proxy.a.check.type: value: httpx (expected: one of icmp, tcp, send-expect, udp, tls, http, https, grpc, grpcs, dns, agent, exec, all-of, any-of)
          proxy.a.check.fast-interval = 3s | proxy.a.check.fast-interval: value: 3s (expected: at most the interval, which is 2s)
          proxy.a.check.method = POST | proxy.a.check.method: value: POST (expected: one of GET, HEAD, OPTIONS)
          proxy.a.check.headers = ["Host: a"] | proxy.a.check.headers[0]: value: Host: a (expected: a header such as "Accept: application/json", none that the check sends by itself)
          proxy.a.check.body = "regex:(" | proxy.a.check.body: value: regex:( (expected: a text, "hex:" and pairs of digits, or "regex:" and a regular expression)
          proxy.a.check.connection = kept | proxy.a.check.connection: value: kept (expected: one of keep, fresh, http2)
          proxy.a.check.tls-versions = 1.1 | proxy.a.check.tls-versions: value: 1.1 (expected: one of 1.2-1.3, 1.2, 1.3)
          proxy.a.check.client-cert = /a.crt | proxy.a.check.client-cert: value: /a.crt (expected: client-key with it)
          proxy.a.check.client-key = /a.key | proxy.a.check.client-key: value: /a.key (expected: client-cert with it)
          proxy.a.check { type = send-expect, send = "hex:0" } | proxy.a.check.send: value: hex:0 (expected: a text, or "hex:" and pairs of digits)
          proxy.a.check.type = udp | proxy.a.check.type: value: udp (expected: send with it, such as send = "ping": UDP has no connect)
          proxy.a.check { type = dns, query = a..b } | proxy.a.check.query: value: a..b (expected: a DNS name, its labels of 1 to 63 ASCII characters)
          proxy.a.check.type = exec | proxy.a.check.type: value: exec (expected: command with it, such as command = ["/usr/local/bin/check"])
          proxy.a.check { type = exec, command = [check] } | proxy.a.check.command: value: a list (expected: an absolute path as its first word)
          proxy.a.check { type = icmp, max-loss = 100 } | proxy.a.check.max-loss: value: 100 (expected: a whole number, 0 to 99)
          proxy.a.check.type = all-of | proxy.a.check.type: value: all-of (expected: checks with it, such as checks { api { type = https } })
          proxy.a.check.checks.b.type = tcp | proxy.a.check.checks: value: a section (expected: type = all-of or type = any-of with it)
          proxy.a.check { type = any-of, checks.b.type = all-of } | proxy.a.check.checks.b.type: value: all-of (expected: one of icmp, tcp, send-expect, udp, tls, http, https, grpc, grpcs, dns, agent, exec)
          proxy.a.check.port = 0 | proxy.a.check.port: value: 0 (expected: a whole number, 1 to 65535)
          proxy.a.check.interval = 5ms | proxy.a.check.interval: value: 5ms (expected: a duration, 10ms to 86400s)
          proxy.a.check.timeout = 3s | proxy.a.check.timeout: value: 3s (expected: at most the interval, which is 2s)
          proxy.a.check.rise = 0 | proxy.a.check.rise: value: 0 (expected: a whole number, 1 to 1000)
          proxy.a.check.fall = 0 | proxy.a.check.fall: value: 0 (expected: a whole number, 1 to 1000)
          proxy.a.check.path = readyz | proxy.a.check.path: value: readyz (expected: a path from its / on, without spaces, others %-encoded)
          proxy.a.check.host = "a b" | proxy.a.check.host: value: a b (expected: a name or an address, and :port if any)
          proxy.a.check.status = 2xx | proxy.a.check.status: value: 2xx (expected: HTTP statuses from 200 to 599, such as "200-299,401")
          proxy.a.check.verify = yes | proxy.a.check.verify: value: yes (expected: one of none, ca, full)
          proxy.a.check.verify = full | proxy.a.check.verify: value: full (expected: a ca-file with it, such as ca-file = /etc/kubernetes/pki/ca.crt)
          proxy.a.check.ca-file = /ca.crt | proxy.a.check.ca-file: value: /ca.crt (expected: verify = ca or verify = full with it, or nothing is verified)
          proxy.a.check { verify = ca, ca-file = pki/ca.crt } | proxy.a.check.ca-file: value: pki/ca.crt (expected: an absolute path of at most 4095 bytes)
          proxy.a.check.sni = "10.0.0.1" | proxy.a.check.sni: value: 10.0.0.1 (expected: a host name, not an address)
          http.listen = 8404 | http.listen: value: 8404 (expected: an IP address and a port such as "10.32.255.99:8443" or "[::1]:8443")
          admin.socket = admin.sock | admin.socket: value: admin.sock (expected: an absolute path of at most 107 bytes)
          admin.sokcet = /run/admin.sock | admin.sokcet: value: unknown key (expected: did you mean socket?)
          proxy.a.deny = ["10.0.0.0/33"] | proxy.a.deny[0]: value: 10.0.0.0/33 (expected: a prefix length, /0 to /32)
          proxy.a.allow = ["everybody"] | proxy.a.allow[0]: value: everybody (expected: a network such as "10.32.0.0/16" or "2001:db8::/32")
          proxy.a.log = combined | proxy.a.log: value: combined (expected: one of tcplog, json)
          proxy.a.servers.m { address = "10.0.0.9:1", dns-name = "-m1" } | proxy.a.servers.m.dns-name: value: -m1 (expected: a DNS name such as apiserver01.example.com)
          proxy.a.servers.m { address = "10.0.0.9:1", tier = 10 } | proxy.a.servers.m.tier: value: 10 (expected: a whole number, 0 to 9)
          proxy.a.servers.m { address = "10.0.0.9:1", source = "0.0.0.0" } | proxy.a.servers.m.source: value: 0.0.0.0 (expected: an IP address of one host, such as "10.32.137.20" or "2001:db8::20")
          proxy.a.client-timeout = 60 | proxy.a.client-timeout: value: 60 (expected: a duration with its unit, such as 60s or 60ms)
          limits.max-connections = 0 | limits.max-connections: value: 0 (expected: a whole number, 1 to 100000000)
          metrics.listen = "127.0.0.1:1" | metrics: value: unknown key (expected: one of vrrp, proxy, lifeline, control, http, admin, limits, state, notify, define)
          proxyy.a = {} | proxyy: value: unknown key (expected: did you mean proxy?)
          """)
  void oneMistake(String line14, String problem) {
    assertThat(ConfigText.problems(directory, MASTER + line14 + "\n"))
        .containsExactly("vipgate.conf:14: " + problem);
  }

  @Test
  void httpAndProxyCannotListenAtTheSamePlace() {
    assertThat(ConfigText.problems(directory, MASTER + "http.listen = \"10.0.0.9:8443\""))
        .containsExactly(
            "vipgate.conf:8: proxy.a.bind[0]: value: 10.0.0.9:8443 (expected: an address and port of"
                + " its own: http.listen in line 14 has it)");
  }

  @Test
  void twoRoutersCannotMakeTheSameInterface() {
    String other =
        """
        vrrp.a.virtual-mac = true
        vrrp.b {
          interface = eth1
          virtual-router-id = 88
          priority = 100
          addresses = ["%s"]
          version = 3
          virtual-mac = true
        }
        """;

    assertThat(ConfigText.problems(directory, MASTER + other.formatted("10.1.0.9")))
        .containsExactly(
            "vipgate.conf:17: vrrp.b.virtual-router-id: value: 88 (expected: another one with"
                + " virtual-mac: vrrp.a.virtual-router-id in line 3 makes vrrp.88)");
    assertThat(ConfigText.valid(directory, MASTER + other.formatted("fd00::9")).vrrp())
        .flatExtracting(VrrpConfig::virtualMacs)
        .extracting(VirtualMac::interfaceName)
        .containsExactly("vrrp.88", "vrrp6.88");
  }

  @Test
  void allAddressesOfIpv4AndOfIpv6GoTogether() {
    String both = MASTER + "proxy.a.bind = [\"0.0.0.0:9\", \"[::]:9\"]\n";
    String twice = MASTER + "proxy.a.bind = [\"[::1]:9\", \"[::]:9\"]\n";

    assertThat(ConfigText.valid(directory, both).proxies().get(0).binds()).hasSize(2);
    assertThat(ConfigText.problems(directory, twice))
        .singleElement()
        .asString()
        .contains("bind[1]");
  }

  @Test
  void aConfigThatDoesNothingIsRefused() {
    assertThat(ConfigText.problems(directory, "http.listen = \"127.0.0.1:8404\""))
        .containsExactly(
            "vipgate.conf:1: proxy: value: missing (expected: at least one proxy.NAME { ... } or"
                + " vrrp.NAME { ... })");
  }

  @Test
  void missingKeysAreReportedWhereTheirSectionBegins() {
    assertThat(ConfigText.problems(directory, "\n\nvrrp.a {\n  interface = eth0\n}\n"))
        .containsExactly(
            "vipgate.conf:3: vrrp.a.virtual-router-id: value: missing (expected: a whole number, 1 to"
                + " 255)",
            "vipgate.conf:3: vrrp.a.priority: value: missing (expected: a whole number, 1 to 255)",
            "vipgate.conf:3: vrrp.a.addresses: value: missing (expected: a list of one or more in [ ],"
                + " each an IP address such as \"10.32.255.99\", \"10.32.255.99/32\" or \"2001:db8::99\")");
  }

  @Test
  void aLongValueIsCutAndItsControlCharactersAreNotPrinted() {
    String text = MASTER + "vrrp.a.preempt = \"\\u001b[31m\\n" + "x".repeat(100) + "\"";

    assertThat(ConfigText.problems(directory, text))
        .containsExactly(
            "vipgate.conf:14: vrrp.a.preempt: value:  [31m "
                + "x".repeat(74)
                + "... (expected: true or false)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          path = /livez | tcp  | path: value: /livez (expected: type = http or https with it, or it does nothing)
          host = a      | tcp  | host: value: a (expected: type = http or https with it, or it does nothing)
          status = 200  | tcp  | status: value: 200 (expected: type = http or https with it, or it does nothing)
          sni = a       | http | sni: value: a (expected: type = tls or https or grpcs with it, or it does nothing)
          send = a      | http | send: value: a (expected: type = send-expect or udp or agent with it, or it does nothing)
          service = a   | http | service: value: a (expected: type = grpc or grpcs with it, or it does nothing)
          command = [/a] | http | command: value: a list (expected: type = exec with it, or it does nothing)
          """)
  void aKeyThatDoesNothingForTheTypeIsAWarning(String key, String type, String warning) {
    String check = "proxy.a.check { type = %s, %s }\n".formatted(type, key);

    assertThat(ConfigText.warnings(directory, MASTER + check))
        .containsExactly("vipgate.conf:14: proxy.a.check." + warning);
  }

  @Test
  void aNameCannotBreakTheLineThatReportsIt() {
    assertThat(ConfigText.problems(directory, MASTER + "proxy.a.servers.\"m\\n3\".weight = 1"))
        .containsExactly(
            "vipgate.conf:14: proxy.a.servers.\"m\\n3\": value: m 3 (expected: a name of 1 to 63"
                + " letters, digits, dots, dashes and underscores; with dots it needs quotes)",
            "vipgate.conf:14: proxy.a.servers.\"m\\n3\".address: value: missing (expected: an IP"
                + " address and a port such as \"10.32.137.20:6443\": no DNS name, since DNS may be"
                + " down when the endpoint must work)");
  }

  @Test
  void theConfigWithoutMistakesIsValid() {
    assertThat(ConfigText.valid(directory, MASTER).vrrp()).hasSize(1);
  }
}
