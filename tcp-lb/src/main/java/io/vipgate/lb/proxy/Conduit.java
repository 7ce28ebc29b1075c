package io.vipgate.lb.proxy;

import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;

/**
 * A pipe(7) of the kernel through which bytes go from one socket to another without a copy: what
 * splice(2) moves are references to the pages that the packets lie in.
 *
 * <pre>
 *   source ==splice==> [ in | page | page | ... | out ] ==splice==> sink
 * </pre>
 *
 * <p>It is borrowed from {@link Conduits} while it holds something, and given back empty.
 */
final class Conduit implements Held {
  /** As the splice of the native transport has it for "where the descriptor stands". */
  private static final long AS_IT_STANDS = -1;

  private final Conduits owner;
  private final FileDescriptor out;
  private final FileDescriptor in;
  private int size;

  Conduit(Conduits owner, FileDescriptor out, FileDescriptor in) {
    this.owner = owner;
    this.out = out;
    this.in = in;
  }

  /**
   * Takes what the source has, at most {@link Conduits#CAPACITY}. Less does not mean that there was
   * no more: packets that are not full use up places as well.
   *
   * @return how many bytes; 0 if there are none now, and at the end of the stream as well
   * @throws IOException if the source is reset
   */
  int fillFrom(Leg source) throws IOException {
    int count = move(source.socket(), in, Conduits.CAPACITY);
    size += count;
    return count;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int sendTo(Leg sink) throws IOException {
    int count = move(out, sink.socket(), size);
    size -= count;
    return count;
  }

  @Override
  public void release() {
    owner.giveBack(this);
  }

  void close() {
    for (FileDescriptor end : new FileDescriptor[] {in, out}) {
      try {
        end.close();
      } catch (IOException reported) {
        // close(2) releases the descriptor whatever it reports.
      }
    }
  }

  private static int move(FileDescriptor from, FileDescriptor to, int count) throws IOException {
    return Native.splice(from.intValue(), AS_IT_STANDS, to.intValue(), AS_IT_STANDS, count);
  }
}
