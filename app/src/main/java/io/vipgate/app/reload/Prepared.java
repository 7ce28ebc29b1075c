package io.vipgate.app.reload;

/**
 * A change for which everything that may fail has been done. Exactly one of {@link #commit} and
 * {@link #abandon} follows.
 */
public interface Prepared {

  /** Nothing to do. */
  Prepared NOTHING =
      new Prepared() {
        @Override
        public void commit() {}

        @Override
        public void abandon() {}
      };

  /** Makes the change; on the control thread, and without blocking it. */
  void commit();

  /** Does what may take its time, once everything is committed; not on the control thread. */
  default void settle() {}

  /** Leaves everything as it is. */
  void abandon();
}
