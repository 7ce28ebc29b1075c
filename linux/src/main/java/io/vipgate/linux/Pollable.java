package io.vipgate.linux;

/** Something that owns a file descriptor which becomes readable. */
public interface Pollable {
  /** The file descriptor; valid until the owner is closed. */
  int fd();
}
