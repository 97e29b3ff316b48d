/** What can go wrong, in the user's words. Imports nothing of ours. */
package io.seriescast.error;
