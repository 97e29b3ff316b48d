/** Train: exact parameter averaging on Spark, losses, schedules, checkpoints. */
package io.seriescast.train;
