/** How many random cases a test tries. */

/** GRADUS_RUNS=10 tries ten times as many as usual. `.ci/full` does. */
const FACTOR = Number(process.env['GRADUS_RUNS'] ?? 1)
if (!(FACTOR > 0 && FACTOR < Infinity)) {
  throw new RangeError(`GRADUS_RUNS is ${process.env['GRADUS_RUNS']}. Set it to a positive number, or leave it out.`)
}

/** @param usual how many a usual run tries; a multiple of 10 */
export const runs = (usual: number): number => 10 * Math.ceil((usual * FACTOR) / 10)

/** Whether experiments run at their full size. `.ci/full` does that; other runs use a tenth of it. */
export const isFull = FACTOR >= 10
