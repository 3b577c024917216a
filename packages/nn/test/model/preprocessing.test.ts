/** Preprocessing as data, and the modules that include it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { sigmoid, softmax } from '@gradus/engine'
import ts from 'typescript'
import type { Preprocessing } from '../../src/index.js'
import { checkPreprocessing, MLP, Random, toModule } from '../../src/index.js'

const age = { name: 'age', mean: 40, scale: 12 }
const red = { name: 'color=red', mean: 0, scale: 1 }
const price = { task: 'regression', name: 'price', mean: 2500, scale: 800 } as const
const kind = { task: 'classification', name: 'kind', classes: ['a', 'b'], probabilities: 'softmax' } as const

const folder = mkdtempSync(join(tmpdir(), 'gradus-preprocessing-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Exported {
  default: (x: ArrayLike<number | null | undefined>) => number[]
  inputs: string[]
  output: string
  classes?: string[]
}

let modules = 0
async function load(text: string): Promise<Exported> {
  const file = join(folder, `${modules++}.mjs`)
  writeFileSync(file, text)
  return (await import(file)) as Exported
}

describe('checkPreprocessing', () => {
  const [one, two] = [new MLP([2, 3, 1]), new MLP([2, 3, 2])]
  test('passes what fits the network', () => {
    const inputs = [age, red]
    expect(() => checkPreprocessing('f', { inputs, output: price }, one)).not.toThrow()
    expect(() => checkPreprocessing('f', { inputs, output: kind }, two)).not.toThrow()
    const yes = { task: 'classification', name: 'yes', classes: [''], probabilities: 'sigmoid' }
    expect(() => checkPreprocessing('f', { inputs: [{ ...age, name: '' }, red], output: yes }, one)).not.toThrow()
    const extremes = [
      { name: 'a', mean: -1.7e308, scale: 5e-324 },
      { name: 'b', mean: -0, scale: 1.7e308 },
    ]
    expect(() => checkPreprocessing('f', { inputs: extremes, output: price }, one)).not.toThrow()
  })

  const inputs = (...more: unknown[]) => ({ inputs: more, output: price })
  const output = (more: unknown) => ({ inputs: [age, red], output: more })
  test.each<[string, unknown, MLP?]>([
    ['TypeError f: preprocessing is null. Pass an object.', null],
    ['TypeError f: preprocessing is an array of length 0. Pass an object.', []],
    ['TypeError f: unknown option "scaler". The options are inputs, output.', { ...inputs(age, red), scaler: 1 }],
    ['TypeError f: preprocessing.inputs is undefined. Pass an array of one object per input.', { output: price }],
    ['RangeError f: preprocessing has 1 inputs and the network 2. Pass one per input of the network.', inputs(age)],
    ['TypeError f: preprocessing.inputs[1] is "color". Pass an object.', inputs(age, 'color')],
    ['TypeError f: preprocessing.inputs[0] is undefined. Pass an object.', { inputs: [, age], output: price }],
    ['TypeError f: unknown option "std". The options are name, mean, scale.', inputs(age, { ...red, std: 1 })],
    ['TypeError f: preprocessing.inputs[1].name is 7. Pass a text.', inputs(age, { ...red, name: 7 })],
    [
      'RangeError f: preprocessing.inputs[0].name and preprocessing.inputs[1].name are both "age". Pass distinct names.',
      inputs(age, age),
    ],
    ['RangeError f: preprocessing.inputs[1].mean is NaN. Pass a finite number.', inputs(age, { ...red, mean: NaN })],
    ['RangeError f: preprocessing.inputs[1].mean is "0". Pass a finite number.', inputs(age, { ...red, mean: '0' })],
    [
      'RangeError f: preprocessing.inputs[0].scale is 0. Pass a finite number above 0.',
      inputs({ ...age, scale: 0 }, red),
    ],
    [
      'RangeError f: preprocessing.inputs[0].scale is -1. Pass a finite number above 0.',
      inputs({ ...age, scale: -1 }, red),
    ],
    [
      'RangeError f: preprocessing.inputs[0].scale is Infinity. Pass a finite number above 0.',
      inputs({ ...age, scale: Infinity }, red),
    ],
    [
      'RangeError f: preprocessing.inputs[0].scale is undefined. Pass a finite number above 0.',
      inputs({ name: 'age', mean: 0 }, red),
    ],
    ["RangeError f: preprocessing.output.task is undefined. Pass 'regression' or 'classification'.", output(undefined)],
    [
      `RangeError f: preprocessing.output.task is "toString". Pass 'regression' or 'classification'.`,
      output({ ...price, task: 'toString' }),
    ],
    [
      'TypeError f: unknown option "classes". The options are task, name, mean, scale.',
      output({ ...price, classes: ['a'] }),
    ],
    ['TypeError f: preprocessing.output.name is undefined. Pass a text.', output({ ...price, name: undefined })],
    [
      'RangeError f: preprocessing.output.mean is undefined. Pass a finite number.',
      output({ ...price, mean: undefined }),
    ],
    ['RangeError f: preprocessing.output.scale is 0. Pass a finite number above 0.', output({ ...price, scale: 0 })],
    ['RangeError f: the network has 2 outputs, a regression has one. Pass a network with one.', output(price), two],
    [
      'TypeError f: unknown option "scale". The options are task, name, classes, probabilities.',
      output({ ...kind, scale: 1 }),
      two,
    ],
    [
      'TypeError f: preprocessing.output.classes is "ab". Pass an array of names.',
      output({ ...kind, classes: 'ab' }),
      two,
    ],
    ['RangeError f: there are 2 classes and 1 outputs. Pass one class per output of the network.', output(kind)],
    ['TypeError f: preprocessing.output.classes[1] is 1. Pass a text.', output({ ...kind, classes: ['0', 1] }), two],
    [
      'RangeError f: preprocessing.output.classes[0] and preprocessing.output.classes[1] are both "a". Pass distinct names.',
      output({ ...kind, classes: ['a', 'a'] }),
      two,
    ],
    [
      `RangeError f: preprocessing.output.probabilities is "raw". Pass 'softmax' or 'sigmoid'.`,
      output({ ...kind, probabilities: 'raw' }),
      two,
    ],
  ])('%s', (message, preprocessing, model = one) => {
    let error: unknown
    try {
      checkPreprocessing('f', preprocessing, model)
    } catch (e) {
      error = e
    }
    expect(String(error)).toBe(message.replace(' ', ': '))
  })
})

describe('toModule with preprocessing', () => {
  test.each(['regression', 'softmax', 'sigmoid'] as const)(
    '%s: random modules take raw rows, some numbers missing, and give what predict gives',
    async (what) => {
      const random = new Random(4)
      for (let round = 0; round < 10; round++) {
        const [width, units] = [1 + random.integer(6), what === 'regression' ? 1 : 1 + random.integer(4)]
        const model = new MLP([width, 5, units], { init: 'normal', seed: round })
        const inputs = Array.from({ length: width }, (_, j) => ({
          name: `column ${j}`,
          mean: random.normal() * 10 ** (random.integer(20) - 10),
          scale: 10 ** random.uniform(-10, 10),
        }))
        const scaling = { mean: 1000 * random.normal(), scale: 10 ** random.uniform(-3, 3) }
        const classes = Array.from({ length: units }, (_, k) => `class ${k}`)
        const output: Preprocessing['output'] =
          what === 'regression'
            ? { task: what, name: 'y', ...scaling }
            : { task: 'classification', name: 'y', classes, probabilities: what }
        const made = await load(toModule(model, { preprocessing: { inputs, output } }))
        expect(made.inputs).toEqual(inputs.map(({ name }) => name))
        expect(made.output).toBe('y')
        expect(made.classes).toEqual(what === 'regression' ? undefined : classes)

        for (let k = 0; k < 20; k++) {
          const missing = inputs.map(() => random.uniform() < 0.2)
          const row = inputs.map(({ mean, scale }) => mean + scale * random.normal())
          const raw = row.map((x, j) => (missing[j] ? [NaN, null, undefined][random.integer(3)] : x))
          const z = model.predict(inputs.map(({ mean, scale }, j) => (missing[j] ? 0 : (row[j]! - mean) / scale)))
          const expected =
            what === 'regression'
              ? z.map((y) => y * scaling.scale + scaling.mean)
              : what === 'softmax'
                ? softmax(z)
                : z.map((y) => sigmoid(y))
          const actual = made.default(raw)
          expect(actual.length).toBe(units)
          // The sums of a unit may be added in another order than in the network.
          const size = what === 'regression' ? Math.abs(scaling.mean) + 10 * scaling.scale : 1
          actual.forEach((y, i) => expect(Math.abs(y - expected[i]!)).toBeLessThan(1e-12 * size))
        }
      }
    },
  )

  test('a large mean beside a small scale loses no digits', async () => {
    const preprocessing = { inputs: [{ name: 'x', mean: 1e9, scale: 0.5 }], output: { ...price, mean: 1e12, scale: 2 } }
    const { default: predict } = await load(toModule(MLP.fromTheta([[[0, 1]]]), { preprocessing }))
    expect(predict([1e9 + 0.25])).toEqual([1e12 + 1])
    expect(predict(new Float64Array([1e9 - 3]))).toEqual([1e12 - 12])
  })

  test('probabilities far out are right to the last digits, and never NaN', async () => {
    const x = { name: 'x', mean: 0, scale: 1 }
    const logits = (...weights: number[]) => MLP.fromTheta([weights.map((w) => [0, w])])
    const two = await load(toModule(logits(1, 0), { preprocessing: { inputs: [x], output: kind } }))
    const output = { ...kind, probabilities: 'sigmoid' } as const
    const each = await load(toModule(logits(1, -1), { preprocessing: { inputs: [x], output } }))
    for (const { default: predict } of [two, each]) {
      expect(predict([0])).toEqual([0.5, 0.5])
      expect(predict([700])).toEqual([1, Math.exp(-700)])
      expect(predict([-700])).toEqual([Math.exp(-700), 1])
      expect(predict([1e5])).toEqual([1, 0])
      expect(predict([-1e5])).toEqual([0, 1])
    }
    const wide = await load(
      toModule(logits(...new Array<number>(3).fill(1)), {
        preprocessing: { inputs: [x], output: { ...kind, classes: ['a', 'b', 'c'] } },
      }),
    )
    expect(wide.default([1e308])).toEqual([1 / 3, 1 / 3, 1 / 3])
  })

  test('refuses rows of another width and what is not a number', async () => {
    const preprocessing = { inputs: [age, { ...red, name: 'say "red"' }], output: price }
    const { default: predict } = await load(toModule(new MLP([2, 1]), { preprocessing }))
    const advice = 'Pass a number, or NaN if it is missing.'
    const array = 'Pass an array of 2 numbers.'
    const cases: [unknown, Error][] = [
      [undefined, new TypeError(`predict: the argument is undefined. ${array}`)],
      [null, new TypeError(`predict: the argument is null. ${array}`)],
      ['40', new TypeError(`predict: the argument is "40". ${array}`)],
      [{ age: 40 }, new TypeError(`predict: the argument is of type object. ${array}`)],
      [[1], new RangeError(`predict: the array has length 1. ${array}`)],
      [[1, 2, 3], new RangeError(`predict: the array has length 3. ${array}`)],
      [['40', 0], new TypeError(`predict: input "age" is "40". ${advice}`)],
      [[40, ''], new TypeError(`predict: input "say \\"red\\"" is "". ${advice}`)],
      [[true, 0], new TypeError(`predict: input "age" is true. ${advice}`)],
      [[[40], 0], new TypeError(`predict: input "age" is an array. ${advice}`)],
      [[() => 0, 0], new TypeError(`predict: input "age" is of type function. ${advice}`)],
    ]
    for (const [row, error] of cases) expect(() => predict(row as never)).toThrow(error)
  })

  test('refuses infinite inputs, and inputs so far out that the result would not be finite', async () => {
    const inputs = [{ name: 'size', mean: 2, scale: 0.5 }]
    const far = (x: number) =>
      `predict: input "size" is ${x}, too far from the mean 2. Pass a number closer to it, or NaN if it is missing.`
    const result = (y: number) => `predict: the result is ${y}. Pass inputs that are closer to their means.`
    const output = { task: 'regression', name: 'y', mean: 0, scale: 1 } as const
    const one = await load(toModule(MLP.fromTheta([[[0, 10]]]), { preprocessing: { inputs, output } }))
    const logits = MLP.fromTheta([[[0, 10], [0, -10]]]) // oxfmt-ignore
    const two = await load(toModule(logits, { preprocessing: { inputs, output: kind } }))
    for (const { default: predict } of [one, two]) {
      for (const x of [Infinity, -Infinity, 1e308]) expect(() => predict([x])).toThrow(new RangeError(far(x)))
      expect(() => predict([4e307])).toThrow(new RangeError(result(Infinity)))
    }
    expect(() => one.default([-4e307])).toThrow(new RangeError(result(-Infinity)))
    expect(one.default([4e300])).toEqual([8e301])
  })

  test('without preprocessing, a module refuses what is not a number, and computes with infinities as predict does', async () => {
    const model = MLP.fromTheta([[[1, 2, 3]]])
    const { default: predict } = await load(toModule(model))
    const array = 'Pass an array of 2 numbers.'
    expect(() => predict(undefined as never)).toThrow(new TypeError(`predict: the argument is undefined. ${array}`))
    expect(() => predict([1])).toThrow(new RangeError(`predict: the array has length 1. ${array}`))
    expect(() => predict([1, '2' as never])).toThrow(new TypeError('predict: input 1 is "2". Pass a number.'))
    expect(() => predict([undefined as never, 1])).toThrow(
      new TypeError('predict: input 0 is undefined. Pass a number.'),
    )
    for (const row of [[1, Infinity], [NaN, 1], [Infinity, -Infinity]]) expect(predict(row)).toEqual(model.predict(row)) // oxfmt-ignore
  })

  test('wrong calls are refused', () => {
    const call = (options: unknown) => () => toModule(new MLP([2, 1]), options as never)
    expect(call({ scaling: 1 })).toThrow(
      new TypeError('toModule: unknown option "scaling". The options are preprocessing.'),
    )
    expect(call({ preprocessing: null })).toThrow(new TypeError('toModule: preprocessing is null. Pass an object.'))
    expect(call({ preprocessing: { inputs: [age], output: price } })).toThrow(
      new RangeError('toModule: preprocessing has 1 inputs and the network 2. Pass one per input of the network.'),
    )
    expect(call({ preprocessing: undefined })()).toBe(toModule(new MLP([2, 1])))
  })
})

describe('names in a module stay text', () => {
  const attack = 'globalThis.attacked = true'
  // oxfmt-ignore
  const hostile = [
    '', `"]; ${attack} //`, `'; ${attack} //`, `\\"]; ${attack} //`, '\\', '\\\\', '\\u{2028}', `\n${attack}\n`, '\r\n',
    `\u2028${attack}\u2029`, `*/ ${attack} /*`, '//', `</script><script>${attack}</script>`, '</SCRIPT >', '<!--', '-->',
    ']]>', '`', '${', `\${${attack}}`, `\`;${attack};\``, '__proto__', 'constructor', '\0', '\x1b[31m', '\ud800', '\udfff',
    '\u202eevil', '\ufeff', '\u{e0041}', '😀', '👨‍👩‍👧', 'größe', 'color=red', '=', '{{x}}', '&lt;', '%3C', "\u0085\u00ad",
  ]

  /** The text as the kinds of its tokens: a name that stays text changes none. */
  function tokens(text: string): ts.SyntaxKind[] {
    const source = ts.createSourceFile('x.js', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS)
    expect((source as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics).toEqual([])
    const kinds: ts.SyntaxKind[] = []
    const visit = (node: ts.Node) => {
      kinds.push(node.kind)
      node.forEachChild(visit)
    }
    visit(source)
    return kinds
  }

  async function check(names: readonly string[]): Promise<void> {
    const make = (rename: (name: string, i: number) => string) =>
      toModule(new MLP([names.length, names.length]), {
        preprocessing: {
          inputs: names.map((name, i) => ({ name: rename(name, i), mean: 0, scale: 1 })),
          output: {
            task: 'classification',
            name: rename(names.at(-1)!, 0),
            classes: names.map(rename),
            probabilities: 'softmax',
          },
        },
      })
    const text = make((name) => name)
    expect(tokens(text)).toEqual(tokens(make((_, i) => `n${i}`)))
    expect(text).not.toMatch(/<\/|<!--|[^\P{C}\n]|\p{Zl}|\p{Zp}/u)
    const { default: predict, inputs, output, classes } = await load(text)
    expect(inputs).toEqual(names)
    expect(classes).toEqual(names)
    expect(output).toBe(names.at(-1))
    expect(() => predict(names.map(() => '' as never))).toThrow(
      new TypeError(`predict: input ${JSON.stringify(names[0])} is "". Pass a number, or NaN if it is missing.`),
    )
    expect(globalThis).not.toHaveProperty('attacked')
  }

  test('texts that end a string, a comment, a template or a script element, and invisible ones', () => check(hostile))

  test('random mixtures of them', async () => {
    const random = new Random(8)
    const draw = () => Array.from({ length: 1 + random.integer(5) }, () => hostile[random.integer(hostile.length)]!)
    for (let round = 0; round < 10; round++) {
      await check([...new Set(Array.from({ length: 12 }, () => draw().join('')))])
    }
  })
})
