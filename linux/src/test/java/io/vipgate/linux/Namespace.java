package io.vipgate.linux;

import com.kenai.jffi.Function;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace, and a thread of this JVM that lives in it: a namespace belongs to a thread
 * (setns(2)), and a socket to the namespace in which it was opened, whichever thread uses it later.
 */
final class Namespace implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x4000_0000;
  private static final String PREFIX = "vgt-";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final ExecutorService thread;

  private Namespace(String name) {
    this.name = name;
    this.thread = Executors.newSingleThreadExecutor(task -> new Thread(task, name));
  }

  static Namespace create() throws Exception {
    removeThoseOfDeadProcesses();
    Namespace namespace =
        new Namespace(PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
    Shell.run("ip", "netns", "add", namespace.name);
    namespace.thread.submit(() -> enter(namespace.name)).get();
    namespace.ip("link", "set", "lo", "up");
    return namespace;
  }

  private static void removeThoseOfDeadProcesses() throws Exception {
    for (String line : Shell.run("ip", "netns", "list").lines().toList()) {
      String name = line.split(" ", 2)[0];
      if (name.startsWith(PREFIX)
          && ProcessHandle.of(Long.parseLong(name.split("-", 3)[1])).isEmpty()) {
        Shell.attempt("ip", "netns", "del", name); // another test run may be faster
      }
    }
  }

  private static void enter(String name) {
    byte[] path = ("/run/netns/" + name + "\0").getBytes(StandardCharsets.UTF_8);
    NativeMemory memory = NativeMemory.allocate(path.length);
    memory.clear().put(path);
    long file = call("open", new Type[] {Type.POINTER, Type.SINT}, memory.address(), 0);
    long entered = call("setns", new Type[] {Type.SINT, Type.SINT}, file, CLONE_NEWNET);
    LibC.close((int) file);
    if (file < 0 || (int) entered != 0) {
      throw new AssertionError("setns(" + name + "): open gave " + file + ", setns " + entered);
    }
  }

  private static long call(String name, Type[] parameters, long first, long second) {
    long address = Library.getDefault().getSymbolAddress(name);
    Function function = new Function(address, Type.SINT, parameters);
    return Invoker.getInstance().invokeN2(function.getCallContext(), address, first, second);
  }

  /** Two namespaces joined by a cable: 10.9.0.1/24 on {@code va} and 10.9.0.2/24 on {@code vb}. */
  static List<Namespace> pair() throws Exception {
    Namespace a = create();
    Namespace b = create();
    Shell.run(
        "ip", "link", "add", "va", "netns", a.name, "type", "veth", "peer", "name", "vb", "netns",
        b.name);
    a.ip("addr", "add", "10.9.0.1/24", "dev", "va");
    b.ip("addr", "add", "10.9.0.2/24", "dev", "vb");
    a.ip("link", "set", "va", "up");
    b.ip("link", "set", "vb", "up");
    Await.until("carrier of va", () -> a.networkInterface("va").carrier());
    Await.until("carrier of vb", () -> b.networkInterface("vb").carrier());
    return List.of(a, b);
  }

  static Inet4Address address(String literal) throws Exception {
    return (Inet4Address) InetAddress.getByName(literal);
  }

  static Inet6Address ipv6(String literal) {
    try {
      return (Inet6Address) InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  String name() {
    return name;
  }

  /** Runs ip(8) in it. */
  String ip(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip", "-n", name));
    command.addAll(List.of(arguments));
    return Shell.run(command.toArray(String[]::new));
  }

  /** Calls on the thread that lives in it. */
  <T> T call(Callable<T> task) throws Exception {
    try {
      return thread.submit(task).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  NetworkInterface networkInterface(String interfaceName) throws Exception {
    try (Interfaces interfaces = call(Interfaces::open)) {
      return ((InterfaceLookup.Present) interfaces.lookup(interfaceName)).networkInterface();
    }
  }

  @Override
  public void close() throws IOException {
    thread.shutdown();
    Shell.run("ip", "netns", "del", name);
  }
}
