/**
 * Recipe: {@code model.recipe = auto} sets patch, context, scaling, size, epochs and the blend from
 * the table itself, each choice with its reason. Between prepare's regular series and everything
 * after.
 */
package io.seriescast.recipe;
