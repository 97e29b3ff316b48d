/** The command line, the session's life, the exit codes, one small class per job. */
package io.seriescast.jobs;
