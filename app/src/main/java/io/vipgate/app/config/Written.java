package io.vipgate.app.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a part of the configuration is written in the file, where that does not follow from the
 * record component's name ({@code connectTimeout} is {@code connect-timeout}).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Written {

  /** The key; empty if it follows from the component's name. */
  String as() default "";

  /** Whether what is in it stands in the section around it, without a section of its own. */
  boolean flat() default false;

  /** Whether its value must not be repeated. */
  boolean secretly() default false;
}
