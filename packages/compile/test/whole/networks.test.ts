/** Random networks: compiled values and gradients are the engine's. */
import { expect, test } from '@jest/globals'
import type { Value } from '@gradus/engine'
import { type ActivationName, activations, type LossName, losses, MLP } from '@gradus/nn'
import { compile } from '../../src/index.js'
import { differences, expectFast, generator, type Subject } from '../beside-engine.js'

const COUNT = 72
const NAMES = Object.keys(activations) as ActivationName[]
const LOSSES = Object.keys(losses) as LossName[]
/** One point, and batches that are not whole blocks. */
const EXAMPLES = [1, 7]
const MANY = 18
const TOLERANCE = 1e-11

/** A network and a loss. Every activation occurs in hidden layers and as output, and so does every loss. */
function netOf(seed: number) {
  const random = generator(seed)
  const below = (n: number) => Math.floor(n * random())
  const hidden = Array.from({ length: below(4) }, () => 1 + below(seed % 5 === 0 ? 20 : 8))
  const loss = LOSSES[seed % LOSSES.length]!
  const outputs = loss === 'crossEntropy' ? 2 + below(4) : 1 + below(4)
  const inputs = 1 + below(seed % 7 === 0 ? 24 : 6)
  const model = new MLP([inputs, ...hidden, outputs], {
    activation: hidden.map((_, l) => NAMES[(seed + 4 * l) % NAMES.length]!),
    output: NAMES[(seed * 2 + 1) % NAMES.length]!,
    seed,
  })
  const parameters = model.parameters()
  for (const p of parameters) p.data += 0.4 * (random() - 0.5) // biases start at 0
  const f = (xs: Value[], targets: Value[]): Value =>
    losses[loss](model.forward(xs), targets as unknown as readonly number[])
  const subject: Subject = { f, shape: [inputs, outputs], parameters }
  const target = (k: number): number => {
    if (loss === 'hinge') return random() < 0.5 ? -1 : 1
    if (loss === 'crossEntropy') return k === 0 ? 0.75 : 0.25 / (outputs - 1)
    return random()
  }
  const points = (examples: number): number[] =>
    Array.from({ length: examples }, () => [
      ...Array.from({ length: inputs }, () => 4 * random() - 2),
      ...Array.from({ length: outputs }, (_, k) => target(k)),
    ]).flat()
  return { subject, parameters, points, name: `${model.sizes.join('-')} ${loss}, seed ${seed}` }
}

test.each(['interpreter', 'wasm'] as const)(
  `${COUNT} networks have the values and gradients of the engine, on the %s`,
  (backend) => {
    const wrong: string[] = []
    for (let seed = 1; seed <= COUNT; seed++) {
      const { subject, parameters, points, name } = netOf(seed)
      const compiled = compile(subject.f, subject.shape, { parameters, backend, mustMatchEngine: false })
      for (const examples of seed % 4 === 0 ? [...EXAMPLES, MANY] : EXAMPLES) {
        for (const what of differences(compiled, subject, points(examples), TOLERANCE)) {
          wrong.push(`${name}, ${examples} examples: ${what}`)
        }
        for (const p of parameters) p.data *= 1.1 // as a training step does: the next call has to use the new numbers
      }
      expectFast(compiled, { backend, examples: EXAMPLES[0]! }, EXAMPLES.length)
      compiled.dispose()
    }
    expect(wrong).toEqual([])
  },
)
