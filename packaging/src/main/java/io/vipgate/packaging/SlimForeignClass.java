package io.vipgate.packaging;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * A library's class without its lines and the generic types of its fields and methods (JVMS,
 * sections 4.7.9, 4.7.10 and 4.7.12), which only a compiler asks for. The generic type of the class
 * itself stays: Netty finds there what a handler handles.
 */
final class SlimForeignClass extends SlimClass {
  SlimForeignClass(ClassVisitor next) {
    super(next);
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {}

  @Override
  public FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    return super.visitField(access, name, descriptor, null, value);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new SlimMethod(super.visitMethod(access, name, descriptor, null, exceptions)) {
      @Override
      public void visitLineNumber(int line, Label start) {}
    };
  }
}
