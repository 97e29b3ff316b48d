/** What runs on executors beside the tasks. May import cell, for the natives, and error. */
package io.seriescast.executor;
