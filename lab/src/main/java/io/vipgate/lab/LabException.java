package io.vipgate.lab;

/** The lab itself could not do what it was asked to: a tool failed, or a condition did not come. */
public class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LabException(String message) {
    super(message);
  }

  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
