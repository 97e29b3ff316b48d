/**
 * What runs on executors beside the tasks, and on the driver to look after them. May import cell,
 * for the natives, and error.
 */
package io.seriescast.executor;
