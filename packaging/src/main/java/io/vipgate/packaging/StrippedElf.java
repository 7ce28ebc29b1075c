package io.vipgate.packaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Takes off programs and shared libraries what only a debugger reads: a sixth of the JVM.
 *
 * <p>The kernel and the dynamic linker go by the program header alone (elf(5)). What lies behind
 * the last segment is for tools: section names, symbols, and the table of sections, which this
 * drops.
 *
 * <pre>
 *   0       4       32      40      54          56      58          60      62         64
 *   | magic | ...   | phoff | shoff | phentsize | phnum | shentsize | shnum | shstrndx |
 *
 *   0      4       8        16      24      32       40      48
 *   | type | flags | offset | vaddr | paddr | filesz | memsz | align |
 * </pre>
 */
final class StrippedElf {
  private static final int MAGIC = 0x464c457f;
  private static final int HEADER_SIZE = 64;
  private static final int PHOFF = 32;
  private static final int SHOFF = 40;
  private static final int PHENTSIZE = 54;
  private static final int PHNUM = 56;
  private static final int SHNUM = 60;
  private static final int SHSTRNDX = 62;
  private static final int P_OFFSET = 8;
  private static final int P_FILESZ = 32;

  private StrippedElf() {}

  /** The 64-bit little-endian ELF file without them; any other file as it is. */
  static byte[] of(byte[] file) {
    ByteBuffer elf = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < HEADER_SIZE || elf.getInt(0) != MAGIC) {
      return file;
    }
    byte[] kept = new byte[endOfSegments(elf)];
    elf.putLong(SHOFF, 0).putShort(SHNUM, (short) 0).putShort(SHSTRNDX, (short) 0);
    elf.get(0, kept);
    return kept;
  }

  private static int endOfSegments(ByteBuffer elf) {
    long end = 0;
    for (int i = 0; i < elf.getShort(PHNUM); i++) {
      int header = Math.toIntExact(elf.getLong(PHOFF)) + i * elf.getShort(PHENTSIZE);
      end = Math.max(end, elf.getLong(header + P_OFFSET) + elf.getLong(header + P_FILESZ));
    }
    return Math.toIntExact(end);
  }
}
