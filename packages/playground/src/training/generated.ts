/** The generated data sets: points of the plane, moved and scaled so that they lie about the origin. */
import { blobs, circles, type GeneratorOptions, moons, spirals, xor } from '@gradus/data'
import { cosPi, sinPi } from '@gradus/engine/same-bits'
import { Random } from '@gradus/nn'
import type { GeneratedName, NetworkSettings } from '../network/settings.js'

export interface Points {
  /** Points [x₁, x₂]. Without noise they lie between −1.5 and 1.5. */
  readonly points: readonly (readonly [x: number, y: number])[]
  /** Class indices or, for waves, numbers. */
  readonly targets: readonly number[]
}

interface Generator {
  readonly make: (options: GeneratorOptions) => { inputs: number[][]; targets: number[] }
  /** What programs import from @gradus/data. */
  readonly name: string
  /** A point of the generator becomes ((x − center₁)·scale, (y − center₂)·scale). */
  readonly center: readonly [number, number]
  readonly scale: number
  readonly classes: number
}

/** The generated data sets with classes. Waves are numbers. */
export type ClassesName = Exclude<GeneratedName, 'waves'>

export const GENERATORS = {
  circles: { make: circles, name: 'circles', center: [0, 0], scale: 1, classes: 2 },
  xor: { make: xor, name: 'xor', center: [0.5, 0.5], scale: 2, classes: 2 },
  moons: { make: moons, name: 'moons', center: [0.5, 0.25], scale: 1, classes: 2 },
  spiral: { make: spirals, name: 'spirals', center: [0, 0], scale: 1, classes: 2 },
  'three-blobs': { make: blobs, name: 'blobs', center: [0, 0], scale: 1, classes: 3 },
} as const satisfies Record<ClassesName, Generator>

/** Half the width of the square in which the points of waves lie. */
export const WAVES_REACH = 1.5

/** The points of a generated data set. `noise` is measured in the scaled plane. */
export function generatedPoints(settings: NetworkSettings): Points {
  const { data, count, noise, seed } = settings
  if (data === 'waves') return waves(count, noise, seed)
  const { make, center, scale } = GENERATORS[data as ClassesName]
  const { inputs, targets } = make({ count, noise: noise / scale, seed })
  const points = inputs.map(([x, y]) => [(x! - center[0]) * scale, (y! - center[1]) * scale] as const)
  return { points, targets }
}

/** sin 2x₁ · cos 2x₂ at points that are spread evenly over a square. The noise is added to the number. */
function waves(count: number, noise: number, seed: number): Points {
  const random = new Random(seed)
  const place = () => random.uniform(-WAVES_REACH, WAVES_REACH)
  const points = Array.from({ length: count }, () => [place(), place()] as const)
  return {
    points,
    targets: points.map(([x, y]) => sinPi((2 / Math.PI) * x) * cosPi((2 / Math.PI) * y) + noise * random.normal()),
  }
}
