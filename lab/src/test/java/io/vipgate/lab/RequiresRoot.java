package io.vipgate.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that makes labs: runs as root only. Without root it is skipped, loudly; with root but
 * without the tools it fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresRoot.Condition.class)
public @interface RequiresRoot {
  /** Decides it. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (!Requirements.isRoot()) {
        System.err.println("SKIPPED (not root): " + context.getDisplayName());
        return ConditionEvaluationResult.disabled("not root");
      }
      if (!Requirements.missing().isEmpty()) {
        throw new IllegalStateException(
            "tools: value: missing %s (expected: installed)".formatted(Requirements.missing()));
      }
      return ConditionEvaluationResult.enabled("root");
    }
  }
}
