/**
 * HOCON to records: every key documented in {@code reference.conf}, bound by name (camelCase
 * component, kebab-case key), every mistake told at once with its place. Each room owns the record
 * of its own section; {@code io.seriescast.Settings} composes them.
 */
package io.seriescast.config;
