package io.vipgate.linux;

/** Asks the kernel about network interfaces, by rtnetlink(7). Needs no capability. */
@SuppressWarnings("DoNotCallSuggester") // a skeleton
public final class Interfaces implements AutoCloseable {
  private Interfaces() {}

  public static Interfaces open() throws NativeException {
    throw Skeleton.unbuilt();
  }

  /** The interface of that name, or those that there are instead. */
  public InterfaceLookup lookup(String name) throws NativeException {
    throw Skeleton.unbuilt();
  }

  @Override
  public void close() {
    throw Skeleton.unbuilt();
  }
}
