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
 *
 * <p>What the JVM around it can do. {@code -Dorg.bytedeco.javacpp.maxphysicalbytes=0} spares DL4J a
 * read of the process's memory statistics at every small native allocation, about 40 % of its own
 * cost per minibatch and 5–15 % of training at minibatches of 32. On AMD processors with AVX-512
 * the environment variable {@code OPENBLAS_CORETYPE=SkylakeX} gives the products 1.2 to 1.9 times
 * their speed, see {@link io.seriescast.cell.Sgemm}; a processor without AVX-512 must not be told
 * so.
 */
package io.seriescast.cell;
