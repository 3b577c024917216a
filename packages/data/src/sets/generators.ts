/** Small data sets of points in the plane, made by formula. Most of them have no straight line between the classes. */
import { checkWhole, checkMost, checkRange, checkOptions, checkSeed, show } from '@gradus/engine/errors'
import { cosPi, sinPi } from '@gradus/engine/same-bits'
import { createRandom } from '../random.js'

/** The examples: `inputs[i]` is a point [x, y], and `targets[i]` is the index of its class. */
export interface Dataset {
  inputs: number[][]
  targets: number[]
}

/** The options of all generators. */
export interface GeneratorOptions {
  /** The number of examples, an integer from 1 to 10,000,000. Default 200. */
  count?: number
  /** The standard deviation of the normal noise in x and y, ≥ 0. With 0 the points are exactly on the curves. */
  noise?: number
  /** The seed of the noise. Default 1. */
  seed?: number
}

/**
 * Returns two interlocking half circles. With t from 0 to π in equal steps, class 0 is (cos t, sin t), and class 1 is
 * (1 − cos t, ½ − sin t). Example i has class i mod 2.
 *
 * @param options `count` 200, `noise` 0.1, `seed` 1 by default.
 * @throws RangeError for a value out of range. TypeError for an unknown option.
 * @example
 * const { inputs, targets } = moons({ count: 100, noise: 0.2, seed: 7 })
 */
export function moons(options: GeneratorOptions = {}): Dataset {
  return generate('moons', options, 0.1, 2, (label, j, size) => {
    const t = size === 1 ? 0 : j / (size - 1)
    return label === 0 ? [cosPi(t), sinPi(t)] : [1 - cosPi(t), 0.5 - sinPi(t)]
  })
}

/**
 * Returns a circle of radius 1 (class 0) around one of radius `factor` (class 1). With n points in a class, its point j is
 * r·(cos 2πj/n, sin 2πj/n). Example i has class i mod 2.
 *
 * @param options `count` 200, `noise` 0.1, `seed` 1, `factor` 0.5 (between 0 and 1) by default.
 * @throws RangeError for a value out of range. TypeError for an unknown option.
 * @example
 * const { inputs, targets } = circles({ factor: 0.3 })
 */
export function circles(options: GeneratorOptions & { factor?: number } = {}): Dataset {
  const { factor = 0.5, ...common } = checked('circles', options, ['factor'])
  if (!(Number.isFinite(factor) && factor > 0 && factor < 1)) {
    throw new RangeError(`circles: factor is ${show(factor)}. Pass the inner radius, between 0 and 1.`)
  }
  return generate('circles', common, 0.1, 2, (label, j, size) => polar(label === 0 ? 1 : factor, j / size))
}

/**
 * Returns spiral arms around the origin. With n points in a class, its point j has radius r = (j + 1)/n and angle
 * 2π(turns·r + class/arms). Example i has class i mod arms.
 *
 * @param options `count` 200, `noise` 0.02, `seed` 1, `arms` 2 (an integer ≥ 2), `turns` 1 (revolutions of each arm, > 0)
 * by default.
 * @throws RangeError for a value out of range. TypeError for an unknown option.
 * @example
 * const { inputs, targets } = spirals({ arms: 3, turns: 1.5 })
 */
export function spirals(options: GeneratorOptions & { arms?: number; turns?: number } = {}): Dataset {
  const { arms = 2, turns = 1, ...common } = checked('spirals', options, ['arms', 'turns'])
  checkWhole('spirals', 'arms', arms, 2)
  if (!(Number.isFinite(turns) && turns > 0)) {
    throw new RangeError(`spirals: turns is ${show(turns)}. Pass a number above 0.`)
  }
  return generate('spirals', common, 0.02, arms, (label, j, size) => {
    const r = (j + 1) / size
    return polar(r, turns * r + label / arms)
  })
}

/**
 * Returns round clouds. The center of class c is (cos 2πc/classes, sin 2πc/classes), and `noise` is its standard deviation.
 * Example i has class i mod classes.
 *
 * @param options `count` 200, `noise` 0.2, `seed` 1, `classes` 3 (an integer ≥ 2) by default.
 * @throws RangeError for a value out of range. TypeError for an unknown option.
 * @example
 * const { inputs, targets } = blobs({ classes: 4 })
 */
export function blobs(options: GeneratorOptions & { classes?: number } = {}): Dataset {
  const { classes = 3, ...common } = checked('blobs', options, ['classes'])
  checkWhole('blobs', 'classes', classes, 2)
  return generate('blobs', common, 0.2, classes, (label) => polar(1, label / classes))
}

/**
 * Returns points at the corners (0, 0), (0, 1), (1, 1), (1, 0) of a square in turn. The class is the exclusive or of the
 * coordinates: 1 if one is 1 and the other is 0. With count 4 and noise 0 this is the truth table. Example i has class
 * i mod 2.
 *
 * @param options `count` 200, `noise` 0.1, `seed` 1 by default.
 * @throws RangeError for a value out of range. TypeError for an unknown option.
 * @example
 * xor({ count: 4, noise: 0 }) // { inputs: [[0, 0], [0, 1], [1, 1], [1, 0]], targets: [0, 1, 0, 1] }
 */
export function xor(options: GeneratorOptions = {}): Dataset {
  return generate('xor', options, 0.1, 2, (label, j) => (label === 0 ? [j % 2, j % 2] : [j % 2, 1 - (j % 2)]))
}

/** Returns the options after checking their names. */
function checked<T extends GeneratorOptions>(fnName: string, options: T, own: string[]): T {
  checkOptions(fnName, options, ['count', 'noise', 'seed', ...own])
  return options
}

/** Makes examples of the classes in turn. `curve` returns point j of the `size` points of a class. */
function generate(
  fnName: string,
  options: GeneratorOptions,
  usualNoise: number,
  classes: number,
  curve: (label: number, j: number, size: number) => [number, number],
): Dataset {
  const { count = 200, noise = usualNoise, seed = 1 } = checked(fnName, options, [])
  checkWhole(fnName, 'count', count, 1)
  checkMost(fnName, 'count', count, 10_000_000, 'So many points take more than 1 GB of memory')
  checkRange(fnName, 'noise', noise, 0)
  checkSeed(fnName, seed)
  const random = createRandom(seed)
  const targets = Array.from({ length: count }, (_, i) => i % classes)
  const inputs = targets.map((label, i) => {
    const [x, y] = curve(label, Math.floor(i / classes), Math.ceil((count - label) / classes))
    const point = noise === 0 ? [x, y] : [x + noise * random.normal(), y + noise * random.normal()]
    if (point.every(Number.isFinite)) return point
    throw new RangeError(`${fnName}: point ${i} would be [${point.join(', ')}]. Pass smaller options, such as noise.`)
  })
  return { inputs, targets }
}

/** The point at distance r from the origin, `turn` revolutions from the x axis. */
function polar(r: number, turn: number): [number, number] {
  return [r * cosPi(2 * turn), r * sinPi(2 * turn)]
}
