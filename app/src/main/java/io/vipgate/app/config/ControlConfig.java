package io.vipgate.app.config;

import java.util.OptionalInt;

/**
 * How the thread that decides is scheduled ({@code control}).
 *
 * @param realtimePriority of SCHED_FIFO, 1 to 99; empty: scheduled as everything else
 * @param lockMemory whether the process's memory is kept from being swapped out
 */
public record ControlConfig(OptionalInt realtimePriority, boolean lockMemory) {}
