package io.vipgate.lb.balance;

import java.util.Arrays;

/**
 * The servers of one weight, by their credit: the richest first, and the first listed among equals.
 * Since all of them earn the same, earning does not change their order; only paying does.
 */
final class CreditHeap {
  private final int weight;
  private final long[] credits;
  private int[] heap = new int[1];
  private int size;

  /**
   * An empty heap.
   *
   * @param weight of every server in it
   * @param credits of all servers, by their index; of one that is in here, changed by nobody
   */
  CreditHeap(int weight, long[] credits) {
    this.weight = weight;
    this.credits = credits;
  }

  int weight() {
    return weight;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The index of the richest. */
  int first() {
    return heap[0];
  }

  /** Takes the richest out. */
  int poll() {
    int first = heap[0];
    size--;
    sink(heap[size]);
    return first;
  }

  void add(int server) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    int at = size++;
    while (at > 0 && isBefore(server, heap[(at - 1) / 2])) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = server;
  }

  /** Fills the gap at the top. */
  private void sink(int server) {
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (isBefore(server, heap[child])) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = server;
  }

  private boolean isBefore(int one, int other) {
    return credits[one] != credits[other] ? credits[one] > credits[other] : one < other;
  }
}
