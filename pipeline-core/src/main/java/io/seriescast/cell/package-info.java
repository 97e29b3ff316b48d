/**
 * Recurrent cells for Deeplearning4j that run a whole stack over a whole sequence in one call.
 *
 * <p>Duty: {@link io.seriescast.cell.RecurrentStack}, one DL4J layer for RNN, LSTM and GRU,
 * stacked, in one or both directions, with PyTorch's equations, since DL4J has no GRU and steps
 * through its own LSTM and RNN one small native call at a time.
 *
 * <p>May import: the JDK, DL4J, ND4J and JavaCPP's OpenBLAS. Knows nothing of Spark, tables or any
 * other room.
 *
 * <p>How it computes. Everything inside is feature-major: a <em>plane</em> holds one quantity of
 * one step as {@code [rows, batch]}, so that gates are contiguous and their loops are flat. A step
 * is one matrix product {@code Z[planes·hidden, batch] = A · S} by OpenBLAS, where {@code S = [h;
 * 1; x]} stacks the previous state, a row of ones and the input, and {@code A = [R | b | W]} stacks
 * the weights to match; its transposes give all gradients. Gates are plain Java loops over heap
 * arrays, which the JIT compiler vectorises. Native memory is allocated once per layer and grows
 * only when a larger minibatch comes.
 */
package io.seriescast.cell;
