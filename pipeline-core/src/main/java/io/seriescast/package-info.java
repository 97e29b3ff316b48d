/** The story of the pipeline: every room of the flow, in order. */
package io.seriescast;
