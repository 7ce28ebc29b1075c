package io.vipgate.health;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class after which a Netty buffer is found to have been forgotten, by it or by one before
 * it. The level at which Netty looks is set for all modules' tests, in the parent's pom.
 */
public final class LeakWatch implements AfterAllCallback {
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  private static final long PATIENCE_MS = 5_000;

  static {
    // Before any class of buffers is loaded, which asks for its detector once.
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory());
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    collect();
    collect(); // after it, all that the first one found is in its queue
    // What was collected is told when the next buffer is made.
    ByteBufAllocator.DEFAULT.buffer().release();
    if (!LEAKS.isEmpty()) {
      throw new AssertionError("buffers that were not released: " + LEAKS);
    }
  }

  /** Returns when a reference to garbage is in its queue, where others may follow it. */
  private static void collect() throws InterruptedException {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    WeakReference<Object> garbage = new WeakReference<>(new Object(), queue);
    System.gc();
    if (queue.remove(PATIENCE_MS) != garbage) {
      throw new AssertionError("nothing was collected within " + PATIENCE_MS + " ms");
    }
  }

  private static final class Factory extends ResourceLeakDetectorFactory {
    @Override
    @SuppressWarnings("deprecation") // abstract, and called by the one that is not
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval, long maxActive) {
      return new Detector<>(resource, samplingInterval);
    }
  }

  private static final class Detector<T> extends ResourceLeakDetector<T> {
    @SuppressWarnings("deprecation") // meant for a factory, such as this one
    Detector(Class<T> resource, int samplingInterval) {
      super(resource, samplingInterval);
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
      LEAKS.add(resourceType + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
      LEAKS.add(resourceType);
    }
  }
}
