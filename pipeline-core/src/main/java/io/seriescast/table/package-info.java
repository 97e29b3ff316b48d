/**
 * The tables: names, columns, schemas, and what a frequency is. The vocabulary that every room
 * shares; imports only {@code error}.
 */
package io.seriescast.table;
