/** The settings of the trials of a round, and the trials of a shard. */
import { Random } from '@gradus/nn'
import type { Space } from './axis.js'
import { axes } from './axis.js'
import type { Plan } from './options.js'
import type { PlannedTrial } from './trial.js'

const MOST_COMBINATIONS = 10_000

/** One of several parts of a search, counted from 1. Part 2 of 3 has the trials 2, 5, 8, … */
export interface Shard {
  number: number
  of: number
}

export const inShard = (trial: number, { number, of }: Shard): boolean => (trial - number) % of === 0

/** Plans the trials of a round after `count` earlier ones. All random numbers come from `draws`. */
export function planRound<P>(run: Plan<P>, space: Space<P>, round: number, count: number, draws: Random) {
  const planned = settings(run, space, round).map((draw, i): PlannedTrial<P> => {
    const number = count + i + 1
    return { number, round, settings: draw(randomFrom(draws)), seed: draws.uint32() }
  })
  const { shard } = run
  return shard === undefined ? planned : planned.filter(({ number }) => inShard(number, shard))
}

/** A separate generator for each trial, so that its numbers do not depend on how many the other trials drew. */
const randomFrom = (draws: Random): Random => new Random(draws.uint32() * 2 ** 21 + (draws.uint32() >>> 11))

/** One function per trial, which makes its setting from a random generator. */
function settings<P>(run: Plan<P>, space: Space<P>, round: number): ((random: Random) => P)[] {
  if (run.method === 'grid') return combinations(space, run.perAxis).map((combination) => () => combination)
  const { trials, rounds } = run
  const count = Math.floor((trials * round) / rounds) - Math.floor((trials * (round - 1)) / rounds)
  const sample = (random: Random): P =>
    Object.fromEntries(axes(space).map(([name, axis]) => [name, axis.sample(random)])) as P
  return new Array<typeof sample>(count).fill(sample)
}

/** Every combination of the values on the axes. The last axis changes fastest. */
export function combinations<P>(space: Space<P>, perAxis: number): P[] {
  const grids = axes(space).map(([name, axis]) => [name, axis.grid(perAxis)] as const)
  const count = grids.reduce((product, [, values]) => product * values.length, 1)
  if (count > MOST_COMBINATIONS) {
    throw new RangeError(
      `search: the grid has ${count} combinations. Lower perAxis or search at random; ${MOST_COMBINATIONS} is the most.`,
    )
  }
  let rows: [string, P[keyof P]][][] = [[]]
  for (const [name, values] of grids) {
    rows = rows.flatMap((row) => values.map((value): [string, P[keyof P]][] => [...row, [name, value]]))
  }
  return rows.map((row) => Object.fromEntries(row) as P)
}
