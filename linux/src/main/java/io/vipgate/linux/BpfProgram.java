package io.vipgate.linux;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A program for the kernel's classic packet filter (Documentation/networking/filter), which says
 * how many bytes of a packet its socket gets.
 *
 * <pre>
 *   struct sock_filter   0      2    3    4    8
 *                        | code | jt | jf | k  |     jt, jf: instructions to skip if true, if false
 * </pre>
 */
final class BpfProgram {
  /** The four bytes at {@code k}, in network order (BPF_LD | BPF_W | BPF_ABS). */
  static final short LOAD_WORD = 0x20;

  /** The two bytes at {@code k}, in network order (BPF_LD | BPF_H | BPF_ABS). */
  static final short LOAD_HALF = 0x28;

  /** The byte at {@code k} (BPF_LD | BPF_B | BPF_ABS). */
  static final short LOAD_BYTE = 0x30;

  /** If what was loaded is {@code k} (BPF_JMP | BPF_JEQ | BPF_K). */
  static final short SKIP_IF_EQUAL = 0x15;

  /** The packet's first {@code k} bytes are passed on (BPF_RET | BPF_K). */
  static final short RETURN = 0x06;

  static final int WHOLE_PACKET = 0xffff;
  static final int NOTHING = 0;

  private static final int INSTRUCTION_SIZE = 8;
  private static final int SO_ATTACH_FILTER = 26;

  private final NativeMemory program;

  BpfProgram(int instructions) {
    program = NativeMemory.allocate(instructions * INSTRUCTION_SIZE);
  }

  void add(short code, int skipIfTrue, int skipIfFalse, int k) {
    program.bytes().putShort(code).put((byte) skipIfTrue).put((byte) skipIfFalse).putInt(k);
  }

  /** Has the socket's packets filtered from now on; what has arrived stays. */
  void attach(NativeSocket socket) throws NativeException {
    // struct sock_fprog: the number of instructions, padding, and where they are.
    int instructions = program.bytes().position() / INSTRUCTION_SIZE;
    byte[] fprog =
        ByteBuffer.allocate(16)
            .order(ByteOrder.nativeOrder())
            .putShort((short) instructions)
            .putShort((short) 0)
            .putInt(0)
            .putLong(program.address())
            .array();
    try {
      socket.option(
          "SO_ATTACH_FILTER",
          NativeSocket.SOL_SOCKET,
          SO_ATTACH_FILTER,
          fprog,
          instructions + " instructions");
    } finally {
      Reference.reachabilityFence(program);
    }
  }
}
