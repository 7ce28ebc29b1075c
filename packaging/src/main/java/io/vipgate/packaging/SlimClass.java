package io.vipgate.packaging;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypePath;

/**
 * A class of ours without the names of its local variables (JVMS, sections 4.7.13 and 4.7.14) and
 * the annotations of its types (4.7.20), which say where null may be. Its line numbers stay, for
 * traces.
 */
class SlimClass extends ClassVisitor {
  SlimClass(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public @Nullable AnnotationVisitor visitTypeAnnotation(
      int type, @Nullable TypePath path, String descriptor, boolean visible) {
    return null;
  }

  @Override
  public FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    return new FieldVisitor(
        Opcodes.ASM9, super.visitField(access, name, descriptor, signature, value)) {
      @Override
      public @Nullable AnnotationVisitor visitTypeAnnotation(
          int type, @Nullable TypePath path, String annotation, boolean visible) {
        return null;
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new SlimMethod(super.visitMethod(access, name, descriptor, signature, exceptions));
  }

  /** A method without them. */
  static class SlimMethod extends MethodVisitor {
    SlimMethod(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public @Nullable AnnotationVisitor visitTypeAnnotation(
        int type, @Nullable TypePath path, String annotation, boolean visible) {
      return null;
    }

    @Override
    public void visitLocalVariable(
        String variable,
        String type,
        @Nullable String generic,
        Label start,
        Label end,
        int index) {}
  }
}
