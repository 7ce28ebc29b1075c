package io.vipgate.linux;

import com.kenai.jffi.Function;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libc that vipgate calls, and nothing around them.
 *
 * <p>Each returns what the C function returns, except that a failure is {@code -errno} as inside
 * the kernel: one value to test, and none to fetch from elsewhere before it is overwritten.
 * Pointers are addresses of {@link NativeMemory}.
 *
 * <p>Loading this class loads the native library (docs/decisions/0002-native-calls-by-jnr.md), so
 * constants live elsewhere.
 */
final class LibC {
  private static final Invoker INVOKER = Invoker.getInstance();
  private static final LastError LAST_ERROR = LastError.getInstance();
  private static final Type INT = Type.SINT;
  private static final Type SIZE = Type.ULONG_LONG; // size_t and nfds_t: 64 bits where vipgate runs
  private static final Type SSIZE = Type.SLONG_LONG;
  private static final Type POINTER = Type.POINTER;

  private static final Function SOCKET = function("socket", INT, INT, INT, INT);
  private static final Function CLOSE = function("close", INT, INT);
  private static final Function BIND = function("bind", INT, INT, POINTER, INT);
  private static final Function CONNECT = function("connect", INT, INT, POINTER, INT);
  private static final Function LISTEN = function("listen", INT, INT, INT);
  private static final Function ACCEPT4 = function("accept4", INT, INT, POINTER, POINTER, INT);
  private static final Function SETSOCKOPT =
      function("setsockopt", INT, INT, INT, INT, POINTER, INT);
  private static final Function RECV = function("recv", SSIZE, INT, POINTER, SIZE, INT);
  private static final Function SENDTO =
      function("sendto", SSIZE, INT, POINTER, SIZE, INT, POINTER, INT);
  private static final Function SEND = function("send", SSIZE, INT, POINTER, SIZE, INT);
  private static final Function RECVMSG = function("recvmsg", SSIZE, INT, POINTER, INT);
  private static final Function SENDMSG = function("sendmsg", SSIZE, INT, POINTER, INT);
  private static final Function GETSOCKNAME = function("getsockname", INT, INT, POINTER, POINTER);
  private static final Function EPOLL_CREATE1 = function("epoll_create1", INT, INT);
  private static final Function EPOLL_CTL = function("epoll_ctl", INT, INT, INT, INT, POINTER);
  private static final Function EPOLL_WAIT = function("epoll_wait", INT, INT, POINTER, INT, INT);
  private static final @Nullable Function EPOLL_PWAIT2 =
      functionIfThere("epoll_pwait2", INT, INT, POINTER, INT, POINTER, POINTER);
  private static final Function TIMERFD_CREATE = function("timerfd_create", INT, INT, INT);
  private static final Function TIMERFD_SETTIME =
      function("timerfd_settime", INT, INT, INT, POINTER, POINTER);
  private static final Function EVENTFD = function("eventfd", INT, INT, INT);
  private static final Function FCNTL = function("fcntl", INT, INT, INT, INT);
  private static final Function READ = function("read", SSIZE, INT, POINTER, SIZE);
  private static final Function WRITE = function("write", SSIZE, INT, POINTER, SIZE);

  private static final Function SCHED_SETSCHEDULER =
      function("sched_setscheduler", INT, INT, INT, POINTER);
  private static final Function SCHED_GETSCHEDULER = function("sched_getscheduler", INT, INT);
  private static final Function SCHED_SETAFFINITY =
      function("sched_setaffinity", INT, INT, SIZE, POINTER);
  private static final Function SCHED_GETAFFINITY =
      function("sched_getaffinity", INT, INT, SIZE, POINTER);
  private static final Function MLOCKALL = function("mlockall", INT, INT);
  private static final Function GETRLIMIT = function("getrlimit", INT, INT, POINTER);
  private static final Function MADVISE = function("madvise", INT, POINTER, SIZE, INT);
  private static final Function MALLOC_TRIM = function("malloc_trim", INT, SIZE);
  private static final Function CLOCK_GETTIME = function("clock_gettime", INT, INT, POINTER);

  private LibC() {}

  /** socket(2). */
  static int socket(int domain, int type, int protocol) {
    return orErrno(
        INVOKER.invokeN3(
            SOCKET.getCallContext(), SOCKET.getFunctionAddress(), domain, type, protocol));
  }

  /** close(2); the descriptor is gone whatever it returns. */
  static int close(int fd) {
    return orErrno(INVOKER.invokeN1(CLOSE.getCallContext(), CLOSE.getFunctionAddress(), fd));
  }

  /** bind(2). */
  static int bind(int fd, NativeMemory address, int length) {
    try {
      return orErrno(
          INVOKER.invokeN3(
              BIND.getCallContext(), BIND.getFunctionAddress(), fd, address.address(), length));
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  /** connect(2). */
  static int connect(int fd, NativeMemory address, int length) {
    try {
      return orErrno(
          INVOKER.invokeN3(
              CONNECT.getCallContext(),
              CONNECT.getFunctionAddress(),
              fd,
              address.address(),
              length));
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  /** listen(2). */
  static int listen(int fd, int backlog) {
    return orErrno(
        INVOKER.invokeN2(LISTEN.getCallContext(), LISTEN.getFunctionAddress(), fd, backlog));
  }

  /** accept4(2), without asking for the peer's address. */
  static int accept4(int fd, int flags) {
    return orErrno(
        INVOKER.invokeN4(ACCEPT4.getCallContext(), ACCEPT4.getFunctionAddress(), fd, 0, 0, flags));
  }

  /** setsockopt(2). */
  static int setsockopt(int fd, int level, int name, NativeMemory value, int length) {
    try {
      return orErrno(
          INVOKER.invokeN5(
              SETSOCKOPT.getCallContext(),
              SETSOCKOPT.getFunctionAddress(),
              fd,
              level,
              name,
              value.address(),
              length));
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  /** recv(2). */
  static int recv(int fd, NativeMemory buffer, int size, int flags) {
    try {
      return orErrno(
          INVOKER.invokeN4(
              RECV.getCallContext(), RECV.getFunctionAddress(), fd, buffer.address(), size, flags));
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  /** sendto(2), without flags. */
  static int sendto(int fd, NativeMemory bytes, int size, NativeMemory address, int length) {
    try {
      return orErrno(
          INVOKER.invokeN6(
              SENDTO.getCallContext(),
              SENDTO.getFunctionAddress(),
              fd,
              bytes.address(),
              size,
              0,
              address.address(),
              length));
    } finally {
      Reference.reachabilityFence(bytes);
      Reference.reachabilityFence(address);
    }
  }

  /** send(2). */
  static int send(int fd, NativeMemory bytes, int size, int flags) {
    try {
      return orErrno(
          INVOKER.invokeN4(
              SEND.getCallContext(), SEND.getFunctionAddress(), fd, bytes.address(), size, flags));
    } finally {
      Reference.reachabilityFence(bytes);
    }
  }

  /** recvmsg(2). */
  static int recvmsg(int fd, NativeMemory msghdr, int flags) {
    try {
      return orErrno(
          INVOKER.invokeN3(
              RECVMSG.getCallContext(), RECVMSG.getFunctionAddress(), fd, msghdr.address(), flags));
    } finally {
      Reference.reachabilityFence(msghdr);
    }
  }

  /** sendmsg(2), without flags. */
  static int sendmsg(int fd, NativeMemory msghdr) {
    try {
      return orErrno(
          INVOKER.invokeN3(
              SENDMSG.getCallContext(), SENDMSG.getFunctionAddress(), fd, msghdr.address(), 0));
    } finally {
      Reference.reachabilityFence(msghdr);
    }
  }

  /** getsockname(2); the size is an int that the kernel changes. */
  static int getsockname(int fd, NativeMemory address, NativeMemory size) {
    try {
      return orErrno(
          INVOKER.invokeN3(
              GETSOCKNAME.getCallContext(),
              GETSOCKNAME.getFunctionAddress(),
              fd,
              address.address(),
              size.address()));
    } finally {
      Reference.reachabilityFence(address);
      Reference.reachabilityFence(size);
    }
  }

  /** epoll_create1(2). */
  static int epollCreate(int flags) {
    return orErrno(
        INVOKER.invokeN1(
            EPOLL_CREATE1.getCallContext(), EPOLL_CREATE1.getFunctionAddress(), flags));
  }

  /** epoll_ctl(2). */
  static int epollCtl(int epoll, int operation, int fd, NativeMemory event) {
    try {
      return orErrno(
          INVOKER.invokeN4(
              EPOLL_CTL.getCallContext(),
              EPOLL_CTL.getFunctionAddress(),
              epoll,
              operation,
              fd,
              event.address()));
    } finally {
      Reference.reachabilityFence(event);
    }
  }

  /**
   * epoll_wait(2).
   *
   * @param timeoutMs -1 for ever
   */
  static int epollWait(int epoll, NativeMemory events, int room, int timeoutMs) {
    try {
      return orErrno(
          INVOKER.invokeN4(
              EPOLL_WAIT.getCallContext(),
              EPOLL_WAIT.getFunctionAddress(),
              epoll,
              events.address(),
              room,
              timeoutMs));
    } finally {
      Reference.reachabilityFence(events);
    }
  }

  /**
   * epoll_pwait2(2), with the signals as they are.
   *
   * @return the number of events, or -ENOSYS where glibc (before 2.35) or the kernel (before 5.11)
   *     does not have it
   */
  static int epollPwait2(int epoll, NativeMemory events, int room, NativeMemory timespec) {
    if (EPOLL_PWAIT2 == null) {
      return -Errno.ENOSYS.number;
    }
    try {
      return orErrno(
          INVOKER.invokeN5(
              EPOLL_PWAIT2.getCallContext(),
              EPOLL_PWAIT2.getFunctionAddress(),
              epoll,
              events.address(),
              room,
              timespec.address(),
              0));
    } finally {
      Reference.reachabilityFence(events);
      Reference.reachabilityFence(timespec);
    }
  }

  /** timerfd_create(2). */
  static int timerfdCreate(int clock, int flags) {
    return orErrno(
        INVOKER.invokeN2(
            TIMERFD_CREATE.getCallContext(), TIMERFD_CREATE.getFunctionAddress(), clock, flags));
  }

  /** timerfd_settime(2), without asking for the setting before. */
  static int timerfdSettime(int fd, int flags, NativeMemory itimerspec) {
    try {
      return orErrno(
          INVOKER.invokeN4(
              TIMERFD_SETTIME.getCallContext(),
              TIMERFD_SETTIME.getFunctionAddress(),
              fd,
              flags,
              itimerspec.address(),
              0));
    } finally {
      Reference.reachabilityFence(itimerspec);
    }
  }

  /** eventfd(2). */
  static int eventfd(int initial, int flags) {
    return orErrno(
        INVOKER.invokeN2(EVENTFD.getCallContext(), EVENTFD.getFunctionAddress(), initial, flags));
  }

  /** fcntl(2) of a command that takes an int. */
  static int fcntl(int fd, int command, int argument) {
    return orErrno(
        INVOKER.invokeN3(
            FCNTL.getCallContext(), FCNTL.getFunctionAddress(), fd, command, argument));
  }

  /** read(2). */
  static int read(int fd, NativeMemory buffer, int size) {
    try {
      return orErrno(
          INVOKER.invokeN3(
              READ.getCallContext(), READ.getFunctionAddress(), fd, buffer.address(), size));
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  /** write(2). */
  static int write(int fd, NativeMemory bytes, int size) {
    try {
      return orErrno(
          INVOKER.invokeN3(
              WRITE.getCallContext(), WRITE.getFunctionAddress(), fd, bytes.address(), size));
    } finally {
      Reference.reachabilityFence(bytes);
    }
  }

  /** sched_setscheduler(2). */
  static int schedSetscheduler(int thread, int policy, NativeMemory schedParam) {
    try {
      return orErrno(
          INVOKER.invokeN3(
              SCHED_SETSCHEDULER.getCallContext(),
              SCHED_SETSCHEDULER.getFunctionAddress(),
              thread,
              policy,
              schedParam.address()));
    } finally {
      Reference.reachabilityFence(schedParam);
    }
  }

  /** sched_getscheduler(2). */
  static int schedGetscheduler(int thread) {
    return orErrno(
        INVOKER.invokeN1(
            SCHED_GETSCHEDULER.getCallContext(), SCHED_GETSCHEDULER.getFunctionAddress(), thread));
  }

  /** sched_setaffinity(2). */
  static int schedSetaffinity(int thread, int size, NativeMemory processors) {
    return affinity(SCHED_SETAFFINITY, thread, size, processors);
  }

  /** sched_getaffinity(2). */
  static int schedGetaffinity(int thread, int size, NativeMemory processors) {
    return affinity(SCHED_GETAFFINITY, thread, size, processors);
  }

  private static int affinity(Function call, int thread, int size, NativeMemory processors) {
    try {
      return orErrno(
          INVOKER.invokeN3(
              call.getCallContext(),
              call.getFunctionAddress(),
              thread,
              size,
              processors.address()));
    } finally {
      Reference.reachabilityFence(processors);
    }
  }

  /** mlockall(2). */
  static int mlockall(int flags) {
    return orErrno(
        INVOKER.invokeN1(MLOCKALL.getCallContext(), MLOCKALL.getFunctionAddress(), flags));
  }

  /** getrlimit(2). */
  static int getrlimit(int resource, NativeMemory rlimit) {
    try {
      return orErrno(
          INVOKER.invokeN2(
              GETRLIMIT.getCallContext(),
              GETRLIMIT.getFunctionAddress(),
              resource,
              rlimit.address()));
    } finally {
      Reference.reachabilityFence(rlimit);
    }
  }

  /** madvise(2), for memory that is not of {@link NativeMemory}. */
  static int madvise(long address, long length, int advice) {
    return orErrno(
        INVOKER.invokeN3(
            MADVISE.getCallContext(), MADVISE.getFunctionAddress(), address, length, advice));
  }

  /** malloc_trim(3): 1 if memory was given back, else 0. */
  static int mallocTrim(long keep) {
    return (int)
        INVOKER.invokeN1(MALLOC_TRIM.getCallContext(), MALLOC_TRIM.getFunctionAddress(), keep);
  }

  /** clock_gettime(2). */
  static int clockGettime(int clock, NativeMemory timespec) {
    try {
      return orErrno(
          INVOKER.invokeN2(
              CLOCK_GETTIME.getCallContext(),
              CLOCK_GETTIME.getFunctionAddress(),
              clock,
              timespec.address()));
    } finally {
      Reference.reachabilityFence(timespec);
    }
  }

  /** The address of a direct buffer's first byte. */
  static long addressOf(ByteBuffer direct) {
    return MemoryIO.getInstance().getDirectBufferAddress(direct);
  }

  // The calls above move far less than 2 GiB, so that an int holds every result.
  private static int orErrno(long result) {
    int value = (int) result;
    return value >= 0 ? value : -LAST_ERROR.get();
  }

  private static Function function(String name, Type result, Type... parameters) {
    Function function = functionIfThere(name, result, parameters);
    if (function == null) {
      throw new UnsatisfiedLinkError("function: value: " + name + " (expected: one of glibc)");
    }
    return function;
  }

  private static @Nullable Function functionIfThere(String name, Type result, Type... parameters) {
    long address = Library.getDefault().getSymbolAddress(name);
    return address == 0 ? null : new Function(address, result, parameters);
  }
}
