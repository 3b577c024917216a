/**
 * Removes the ops that no result needs.
 *
 *     %2 = exp %0            %2 = log %0
 *     %3 = log %0       →    outputs %2
 *     outputs %3
 */
export { inOrder as prune } from '../program/program.js'
