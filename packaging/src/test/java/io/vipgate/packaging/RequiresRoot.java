package io.vipgate.packaging;

import io.vipgate.lab.Requirements;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test that installs packages somewhere: skipped, loudly, without root. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresRoot.Condition.class)
@interface RequiresRoot {
  /** Decides it. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Requirements.isRoot()) {
        return ConditionEvaluationResult.enabled("root");
      }
      System.err.println("SKIPPED (not root): " + context.getDisplayName());
      return ConditionEvaluationResult.disabled("not root");
    }
  }
}
