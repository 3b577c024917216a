/** Networks of Values for tests. */
import { dot, group, logSumExp, sum, Value } from '@gradus/engine'

export interface Network {
  inputs: Value[]
  parameters: Value[]
  run(inputs: readonly Value[]): Value[]
}

/** Fully connected tanh layers in groups, as nn makes them. Unit i of layer l has the label `l:i`; layer 0 has the inputs. */
export function network(sizes: readonly number[]): Network {
  const inputs = Array.from({ length: sizes[0]! }, (_, i) => new Value(i / 2 - 1, `0:${i}`))
  const layers = sizes.slice(1).map((count, l) =>
    Array.from({ length: count }, (_, i) => ({
      weights: Array.from({ length: sizes[l]! }, (_, j) => new Value(Math.sin(7 * i + 3 * j + l), `w${j + 1}`)),
      bias: new Value(0.1, 'b'),
    })),
  )
  const run = (xs: readonly Value[]): Value[] =>
    layers.reduce(
      (before: readonly Value[], layer, l) =>
        group(`layer ${l + 1}`, () =>
          layer.map(({ weights, bias }, i) =>
            group(`neuron ${i + 1}`, () =>
              Object.assign(dot(weights, before).add(bias).tanh(), { label: `${l + 1}:${i}` }),
            ),
          ),
        ),
      xs,
    ) as Value[]
  return { inputs, parameters: layers.flat().flatMap(({ weights, bias }) => [...weights, bias]), run }
}

export const squares = (units: readonly Value[]): Value => sum(units.map((unit) => unit.sub(0.3).square()))

export const crossEntropy =
  (right: number) =>
  (units: readonly Value[]): Value =>
    logSumExp(units.map((unit) => unit.sub(units[right]!)))

/** (x + y)·z, at the numbers of CS231n. */
export function xyz(): { x: Value; y: Value; z: Value; f: Value } {
  const [x, y, z] = [new Value(-2, 'x'), new Value(5, 'y'), new Value(-4, 'z')]
  return { x, y, z, f: x.add(y).mul(z) }
}
