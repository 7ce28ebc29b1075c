package io.vipgate.linux;

/**
 * The errno(3) values that are met here, each with what would have let the call succeed. The
 * numbers are those of asm-generic, which x86_64 and aarch64 share.
 */
enum Errno {
  EPERM(1, ""),
  EINTR(4, "no signal"),
  ENXIO(6, "an interface that exists"),
  EAGAIN(11, "room in the queue of the interface"),
  ENOMEM(12, "free memory"),
  EACCES(13, ""),
  EBUSY(16, "an object that is not in use"),
  EEXIST(17, "an object that is not there yet"),
  ENODEV(19, "an interface that exists"),
  EINVAL(22, "values that this kernel takes"),
  ENFILE(23, "fs.file-max above the files in use"),
  EMFILE(24, "LimitNOFILE above the descriptors in use"),
  ENOSYS(38, "a newer kernel"),
  EMSGSIZE(90, "a message within the MTU"),
  EPROTONOSUPPORT(93, "a kernel that has this protocol"),
  EOPNOTSUPP(95, "a kernel that has this function"),
  EAFNOSUPPORT(97, "a kernel that has this address family; RestrictAddressFamilies may hide it"),
  EADDRINUSE(98, "an address that is not in use"),
  EADDRNOTAVAIL(99, "an address that is on the interface"),
  ENETDOWN(100, "an interface that is up"),
  ENETUNREACH(101, "an interface that is up and has an address"),
  ECONNABORTED(103, "a peer that waits"),
  ECONNRESET(104, "a peer that keeps its connections"),
  ENOBUFS(105, "free socket memory"),
  ETIMEDOUT(110, "an answer in time"),
  ECONNREFUSED(111, "a peer that listens"),
  EINPROGRESS(115, "no hurry");

  final int number;
  private final String remedy;

  Errno(int number, String remedy) {
    this.number = number;
    this.remedy = remedy;
  }

  static String nameOf(int number) {
    for (Errno errno : values()) {
      if (errno.number == number) {
        return errno.name();
      }
    }
    return "errno " + number;
  }

  /**
   * What was needed instead.
   *
   * @param capability what the caller needs where the kernel refuses for want of privilege
   */
  static String remedyFor(int number, String capability) {
    for (Errno errno : values()) {
      if (errno.number == number) {
        return errno.remedy.isEmpty() ? capability : errno.remedy;
      }
    }
    return "a call that this kernel takes";
  }
}
