package io.vipgate.lb.balance;

/**
 * The servers of one weight, by their credit: the richest first, and the first listed among equals.
 * Since all of them earn the same, earning does not change their order; only paying does.
 *
 * <p>Who pays for a pick has the least afterwards, so it nearly always goes to the end, and both
 * taking and adding are constant. Who comes back from elsewhere is put into its place, which moves
 * those behind it.
 */
final class CreditQueue {
  private final int weight;
  private final long[] credits;

  /** From {@code head} to {@code tail}, which move towards the end of the array. */
  private int[] queue = new int[2];

  private int head;
  private int tail;

  /**
   * An empty queue.
   *
   * @param weight of every server in it
   * @param credits of all servers, by their index; of one that is in here, changed by nobody
   */
  CreditQueue(int weight, long[] credits) {
    this.weight = weight;
    this.credits = credits;
  }

  int weight() {
    return weight;
  }

  boolean isEmpty() {
    return head == tail;
  }

  /** The index of the richest. */
  int first() {
    return queue[head];
  }

  /** Takes the richest out. */
  int poll() {
    return queue[head++];
  }

  void add(int server) {
    if (tail == queue.length) {
      makeRoom();
    }
    int at = isEmpty() || isBefore(queue[tail - 1], server) ? tail : place(server);
    System.arraycopy(queue, at, queue, at + 1, tail - at);
    queue[at] = server;
    tail++;
  }

  /** At least half of the array is free afterwards, so that this happens seldom. */
  private void makeRoom() {
    int size = tail - head;
    int[] next = 2 * size > queue.length ? new int[2 * queue.length] : queue;
    System.arraycopy(queue, head, next, 0, size);
    queue = next;
    head = 0;
    tail = size;
  }

  /** The first place behind which nobody is before the server. */
  private int place(int server) {
    int low = head;
    int high = tail;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBefore(queue[middle], server)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean isBefore(int one, int other) {
    return credits[one] != credits[other] ? credits[one] > credits[other] : one < other;
  }
}
