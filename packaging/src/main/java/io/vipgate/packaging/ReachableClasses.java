package io.vipgate.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;

/**
 * The classes that can be reached from some of the jars: whatever has its name in the constant pool
 * (JVMS, section 4.4) of a class that is reached, be it as a class, in a descriptor or in a string,
 * which may become a class by reflection. What service files name is reached, too.
 *
 * <p>That is more than what is ever loaded, and never less, as long as nobody puts the name of a
 * class together from parts.
 */
final class ReachableClasses {
  private static final String CLASS = ".class";
  private static final String SERVICES = "META-INF/services/";
  private static final int CONSTANT_UTF8 = 1;

  /** Names of classes, with slashes or with dots, wherever they stand. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$/.-]*");

  private final Map<String, Set<String>> namesIn = new HashMap<>();
  private final Set<String> reached = new HashSet<>();
  private final Deque<String> toFollow = new ArrayDeque<>();

  private ReachableClasses() {}

  /**
   * Finds them.
   *
   * @param isRoot of a jar: all of its classes are wanted
   * @param isCut of a class or a file by its entry's name: it is not there
   * @return the entries' names
   */
  static Set<String> of(List<Path> jars, Predicate<Path> isRoot, Predicate<String> isCut)
      throws IOException {
    ReachableClasses search = new ReachableClasses();
    List<String> roots = new ArrayList<>();
    for (Path jar : jars) {
      search.read(jar, isRoot.test(jar), isCut, roots);
    }
    search.reach(roots);
    while (!search.toFollow.isEmpty()) {
      search.reach(search.namesIn.getOrDefault(search.toFollow.pop(), Set.of()));
    }
    return Collections.unmodifiableSet(search.reached);
  }

  private void read(Path jar, boolean isRoot, Predicate<String> isCut, List<String> roots)
      throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        if (isCut.test(name)) {
          continue;
        }
        if (name.endsWith(CLASS)) {
          namesIn.put(name, names(new ClassReader(content(zip, entry))));
          if (isRoot) {
            roots.add(name);
          }
        } else if (name.startsWith(SERVICES) && !entry.isDirectory()) {
          addNames(new String(content(zip, entry), StandardCharsets.UTF_8), roots);
        }
      }
    }
  }

  private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private void reach(Collection<String> names) {
    for (String name : names) {
      if (namesIn.containsKey(name) && reached.add(name)) {
        toFollow.push(name);
      }
    }
  }

  /*
   * Each item of the pool begins with its tag; getItem gives what follows it.
   *
   *   0     1        3
   *   | tag | length | bytes |     tag 1: a string, also the name of a class or a descriptor
   */
  private static Set<String> names(ClassReader reader) {
    Set<String> names = new HashSet<>();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int item = reader.getItem(i);
      if (item > 0 && reader.readByte(item - 1) == CONSTANT_UTF8) {
        byte[] bytes = new byte[reader.readUnsignedShort(item)];
        for (int b = 0; b < bytes.length; b++) {
          bytes[b] = (byte) reader.readByte(item + Short.BYTES + b);
        }
        addNames(new String(bytes, StandardCharsets.UTF_8), names);
      }
    }
    return names;
  }

  private static void addNames(String text, Collection<String> names) {
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      String name = matcher.group().replace('.', '/');
      names.add(name + CLASS);
      // In a descriptor, after primitive types: IJLio/netty/buffer/ByteBuf;
      for (int i = 0; Character.isUpperCase(name.charAt(i)) && i < name.length() - 1; i++) {
        if (name.charAt(i) == 'L') {
          names.add(name.substring(i + 1) + CLASS);
        }
      }
    }
  }
}
