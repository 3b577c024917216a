import { describe, expect, test } from '@jest/globals'
import { dot, log, sum, unary, Value } from '@gradus/engine'
import { explain, type ExplainOptions } from '@gradus/explain'

function labeled(node: Value, label: string): Value {
  node.label = label
  return node
}

function product() {
  const [x, y, z] = [new Value(-2, 'x'), new Value(5, 'y'), new Value(-4, 'z')]
  return { f: labeled(x.add(y), 'q').mul(z), x, y, z }
}

/** d = b · c with b = 2a and c = b + 1: b is used twice. */
function twice() {
  const a = new Value(3, 'a')
  const b = labeled(a.mul(2), 'b')
  const c = labeled(b.add(1), 'c')
  return { a, b, c, d: labeled(b.mul(c), 'd') }
}

test('an operation on numbers alone passes nothing on, and a graph without leaves has no result to list', () => {
  const bad = new Value(NaN, 'bad', log, -1)
  expect(explain(bad)).toBe(`\
bad = NaN

Forward pass: the value of each node
  bad = log(−1) = NaN

Backward pass: the gradient of each node
Each operation passes its gradient on to its operands, times the slope.
  ∂bad/∂bad = 1`)
  expect(explain(bad.mul(new Value(1, 'x')))).toMatch(/∂f\/∂bad = x = 1\n {4}∂f\/∂x = bad = NaN\n\nResult\n/)
})

describe('the whole text', () => {
  test('(x + y) · z', () => {
    expect(explain(product().f)).toBe(`\
f = (x + y) · z = −12
at x = −2, y = 5, z = −4

Forward pass: the value of each node
  q = x + y = −2 + 5 = 3
  f = q · z = 3 · (−4) = −12

Backward pass: the gradient of each node
Each operation passes its gradient on to its operands, times the slope.
  ∂f/∂f = 1
  f = q · z
    ∂f/∂q = z = −4
    ∂f/∂z = q = 3
  q = x + y
    ∂f/∂x = ∂f/∂q · ∂q/∂x = −4 · 1 = −4
    ∂f/∂y = ∂f/∂q · ∂q/∂y = −4 · 1 = −4

Result
  ∂f/∂x = −4
  ∂f/∂y = −4
  ∂f/∂z = 3`)
  })

  test('x · x + x: arrivals are numbered, paths are listed, = for += is wrong', () => {
    const x = new Value(3, 'x')
    expect(explain(x.mul(x).add(x))).toBe(`\
f = x · x + x = 12
at x = 3

Forward pass: the value of each node
  v1 = x · x = 3 · 3 = 9
  f = v1 + x = 9 + 3 = 12

Backward pass: the gradient of each node
Each operation passes its gradient on to its operands, times the slope.
A node that is used twice adds up what arrives (+=), and only then passes it on.
  ∂f/∂f = 1
  f = v1 + x
    ∂f/∂v1 = 1
    ∂f/∂x += 1   (1st arrival: 1)
  v1 = x · x
    ∂f/∂x += ∂f/∂v1 · ∂v1/∂x (1st) = ∂f/∂v1 · x = 1 · 3 = 3   (2nd arrival: 1 + 3 = 4)
    ∂f/∂x += ∂f/∂v1 · ∂v1/∂x (2nd) = ∂f/∂v1 · x = 1 · 3 = 3   (3rd arrival: 4 + 3 = 7)

Result
  ∂f/∂x = 7

Paths to leaves that are reached in several ways
  f to x: 3 paths
    f → v1 → x (1st): 1 · 3 = 3
    f → v1 → x (2nd): 1 · 3 = 3
    f → x: 1
    sum: ∂f/∂x = 3 + 3 + 1 = 7
A gradient is the sum over all paths of the product of their slopes. Added up like this,
it may round differently than in the backward pass, which adds up at each node.

What common mistakes would give
  With = instead of +=, a node keeps its last arrival only:
    ∂f/∂x = 3 instead of 7`)
  })

  test('a neuron: slopes that depend on something have their rule', () => {
    const [w, x] = [
      [new Value(-3, 'w1'), new Value(1, 'w2')],
      [new Value(2, 'x1'), new Value(0, 'x2')],
    ]
    const z = labeled(dot(w, x).add(new Value(6.88, 'b')), 'z')
    const lines = explain(labeled(z.tanh(), 'a')).split('\n')
    expect(lines[0]).toBe('a = tanh(w1 · x1 + w2 · x2 + b) = 0.7064')
    expect(lines).toContain('  v1 = w1 · x1 + w2 · x2 = −3 · 2 + 1 · 0 = −6')
    expect(lines).toContain('    ∂a/∂z = 1 / cosh(z)^2 = 0.501')
    expect(lines).toContain('    ∂a/∂x1 = ∂a/∂v1 · ∂v1/∂x1 = ∂a/∂v1 · w1 = 0.501 · (−3) = −1.503')
    expect(lines.at(-1)).toBe('Numbers are rounded to 4 significant digits.')
  })
})

describe('mistakes', () => {
  test('= for += and the order d, b, c, a at the node that is used twice and at the leaf', () => {
    const text = explain(twice().d)
    expect(text).toContain('    ∂d/∂b += ∂d/∂c · ∂c/∂b = 6 · 1 = 6   (2nd arrival: 7 + 6 = 13)\n')
    expect(text.slice(text.indexOf('What common'))).toBe(`\
What common mistakes would give
  With = instead of +=, a node keeps its last arrival only:
    ∂d/∂b = 6 instead of 13
    ∂d/∂a = 12 instead of 26
  In the order d, b, c, a, some nodes pass on a gradient before all of it has arrived:
    ∂d/∂b = 7 instead of 13
    ∂d/∂a = 14 instead of 26`)
  })

  test('of a large graph only some gradients are shown, and its order is not written out', () => {
    const leaves = Array.from({ length: 9 }, (_, i) => new Value(i + 1, `x${i}`))
    const s = labeled(sum(leaves), 's')
    const text = explain(s.mul(s.mul(s).add(1)).mul(s.exp().log()))
    expect(text).toContain('  Breadth first, some nodes pass on a gradient before all of it has arrived:\n')
    expect(text).toContain('    … and 5 more\n')
  })
})

describe('with a leaf', () => {
  test('only what leads to the leaf is shown', () => {
    const { f, x, z } = product()
    const text = explain(f, x)
    expect(text).toContain('\nShown is what leads from f to x\n')
    expect(text).toContain('    ∂f/∂q = z = −4\n  q = x + y\n    ∂f/∂x = ∂f/∂q · ∂q/∂x = −4 · 1 = −4\n')
    expect(text).not.toContain('∂f/∂y')
    expect(text).not.toContain('∂f/∂z')
    expect(explain(f.mul(z), x)).not.toContain('used twice') // z is, but does not lead to x
  })

  test('an interior node may be the leaf', () => {
    const { b, d } = twice()
    const text = explain(d, b)
    expect(text).toContain('Result\n  ∂d/∂b = 13\n')
    expect(text).toContain('    d → c → b: 6 · 1 = 6\n    sum: ∂d/∂b = 7 + 6 = 13\n')
    expect(text).not.toContain('∂d/∂a')
    expect(text).not.toContain('b = a · 2')
  })

  test('a root that is a leaf itself', () => {
    expect(explain(new Value(3, 'x'))).toBe(`\
x = 3

Result
  ∂x/∂x = 1`)
  })
})

describe('bounds', () => {
  test('41 paths become one line for each edge to the leaf, with a count', () => {
    const x = new Value(1, 'x')
    let ladder = x
    for (let i = 0; i < 6; i++) ladder = ladder.add(ladder)
    const text = explain(ladder.add(x), x)
    expect(text).toContain(`\
  f to x: 65 paths, grouped by their last edge
    … → f → x: 1 path, sum 1
    … → v1 → x (1st): 32 paths, sum 32
    … → v1 → x (2nd): 32 paths, sum 32
    sum: ∂f/∂x = 65
`)
    expect(text).not.toContain('f → v6')
  })

  test('paths beyond counting, and uses beyond listing', () => {
    const x = new Value(0.5, 'x')
    let ladder = x
    for (let i = 0; i < 60; i++) ladder = ladder.mul(0.5).add(ladder.mul(0.5))
    expect(explain(ladder, x)).toContain('f to x: more than 9e15 paths, grouped by their last edge')
    expect(explain(sum(Array.from({ length: 50 }, () => x)))).toContain('    39 more edges: 39 paths, sum 39\n')
  })

  test('a long path is cut in the middle', () => {
    const x = new Value(1, 'x')
    let chain = x
    for (let i = 0; i < 20; i++) chain = chain.add(1)
    const text = explain(chain.add(x), x)
    expect(text).toContain('    f → v20 → v19 → v18 → … → v2 → v1 → x: 1 · 1 · 1 · … · 1 · 1 · 1 = 1\n')
  })

  test('a long graph is cut in the middle, and the number left out is stated', () => {
    const x = new Value(1, 'x')
    let chain = x
    for (let i = 0; i < 100; i++) chain = chain.add(1)
    const text = explain(chain, { limit: 5 })
    const forward = text.slice(text.indexOf('Forward'), text.indexOf('Backward'))
    expect(forward.split('\n').slice(1, -2)).toEqual([
      '  v1 = x + 1 = 1 + 1 = 2',
      '  v2 = v1 + 1 = 2 + 1 = 3',
      '  v3 = v2 + 1 = 3 + 1 = 4',
      '(95 operations are left out here. Raise the limit to see more, or pass a leaf.)',
      '  v99 = v98 + 1 = 99 + 1 = 100',
      '  f = v99 + 1 = 100 + 1 = 101',
    ])
    expect(text.match(/95 operations are left out/g)).toHaveLength(2)
    expect(explain(chain, { limit: 100 })).not.toContain('left out')
  })

  test('an operation with many operands and a graph with many leaves', () => {
    const text = explain(sum(Array.from({ length: 100 }, (_, i) => new Value(i, `x${i}`))))
    expect(text).toContain('  f = sum of 100 operands = 4950\n')
    expect(text).toContain('    ∂f/∂x11 = 1\n    … and 88 more operands\n')
    expect(text).toContain('  ∂f/∂x11 = 1\n  … and 88 more leaves')
    expect(text.split('\n').length).toBeLessThan(50)
  })

  test('the text of 100,000 nodes is as short as that of 1,000', () => {
    const x = new Value(0.5, 'x')
    const lines = [1_000, 100_000].map((n) => {
      let y = x
      for (let i = 0; i < n / 2; i++) y = y.mul(0.99999).add(x)
      return explain(y).split('\n').length
    })
    expect(lines).toEqual([lines[0], lines[0]])
    expect(lines[0]).toBeLessThan(200)
  })
})

describe('numbers', () => {
  test('digits before the point always stay', () => {
    const x = new Value(12345.678, 'x')
    expect(explain(x.mul(2))).toContain('f = x · 2 = 12346 · 2 = 24691')
    expect(explain(x.mul(2), { digits: 7 })).toContain('f = x · 2 = 12345.68 · 2 = 24691.36')
    expect(explain(x.mul(2), { digits: 17 })).not.toContain('rounded')
  })

  test('an infinity, NaN and a number of small size', () => {
    const x = new Value(1e-12, 'x')
    expect(explain(x.mul(-1e-3))).toContain('f = x · (−0.001) = 1e−12 · (−0.001) = −1e−15')
    expect(explain(x.sub(Infinity))).toContain('f = x − ∞ = 1e−12 − ∞ = −∞')
    expect(explain(x.mul(NaN))).toContain('= NaN')
  })

  test('where arrivals cancel above an infinite slope, the sum over paths is NaN, and the text says what backward gives', () => {
    const root = new Value(0, 'x').sqrt()
    const text = explain(root.mul(1).add(root.mul(-1)))
    expect(text).toContain(
      '    sum: ∂f/∂x = ∞ + (−∞) = NaN\n    A slope on a path is infinite, but 0 arrives there. So the backward pass gives 0\n',
    )
  })

  test('one operation that is left out is not "1 operations"', () => {
    const x = new Value(1, 'x')
    expect(explain(x.exp().sin().cos(), { limit: 2 })).toContain('(1 operation is left out here.')
    expect(explain(sum(Array.from({ length: 13 }, () => new Value(1))))).toContain('  … and 1 more leaf')
  })

  test('a node with gradient 0 says that it passes nothing on', () => {
    const x = new Value(-1, 'x')
    expect(explain(x.mul(3).relu())).toContain('  v1 = x · 3\n    ∂f/∂v1 = 0, so nothing is passed on\n')
  })

  test('a rule of several factors stands in parentheses', () => {
    const x = new Value(3, 'x')
    const text = explain(x.square().mul(5))
    expect(text).toContain('    ∂f/∂x = ∂f/∂v1 · ∂v1/∂x = ∂f/∂v1 · (2 · x) = 5 · 6 = 30\n')
    expect(explain(x.square().mul(5), { format: 'latex' })).toContain('\\cdot \\left(2 \\cdot x\\right) = 5')
    expect(explain(x.div(2).exp().mul(5))).toContain('∂f/∂v2 · ∂v2/∂v1 = ∂f/∂v2 · v2 = 5 · 4.482')
  })

  test('a rule that fails for Values leaves its formula out', () => {
    const op = unary('odd', { f: (x) => x * x, d: (x) => 2 * (x as number), domain: [-1, 1] })
    const x = new Value(3, 'x')
    expect(explain(op(x) as Value)).toContain('    ∂f/∂x = 6\n')
  })
})

describe('Markdown and LaTeX', () => {
  test('Markdown has formulas between dollar signs and lists', () => {
    const text = explain(product().f, { format: 'markdown' })
    expect(text).toContain('### Backward pass: the gradient of each node\n\nEach operation')
    expect(text).toContain(
      '- $q = x + y$\n  - $\\frac{\\partial f}{\\partial x} = \\frac{\\partial f}{\\partial q} \\cdot \\frac{\\partial q}{\\partial x} = -4 \\cdot 1 = -4$\n',
    )
  })

  test('LaTeX is one align*', () => {
    const x = new Value(3, 'x')
    const text = explain(x.mul(x).add(x), { format: 'latex' })
    expect(text).toMatch(/^\\begin\{align\*\}\n& f = x \\cdot x \+ x = 12 \\\\\n[^]*\n\\end\{align\*\}$/)
    expect(text).toContain(
      '\\left.\\frac{\\partial v_{1}}{\\partial x}\\right|_{\\text{2nd}} = \\frac{\\partial f}{\\partial v_{1}} \\cdot x = 1 \\cdot 3 = 3\\text{   (3rd arrival: }4 + 3 = 7\\text{)}',
    )
  })

  test('one color per leaf, the same everywhere; none for nodes between', () => {
    const { f } = product()
    const text = explain(f, { format: 'latex', color: 'leaf' })
    expect(text).toContain('q = \\textcolor{blue}{x} + \\textcolor{orange}{y} = -2 + 5 = 3')
    expect(text).toContain('\\frac{\\partial f}{\\partial \\textcolor{teal}{z}} = q = 3')
    // Without the colors it is the text without colors: nothing is said by color alone.
    expect(text.replace(/\\textcolor\{\w+\}\{(\w+)\}/g, '$1')).toBe(explain(f, { format: 'latex' }))
  })

  test('8 leaves have 8 colors, and 9 are too many', () => {
    const colors = (n: number) => {
      const leaves = Array.from({ length: n }, (_, i) => new Value(i, 'abcdefghi'[i]))
      return new Set(explain(sum(leaves), { format: 'latex', color: 'leaf' }).match(/textcolor\{\w+\}/g)).size
    }
    expect([1, 8].map(colors)).toEqual([1, 8])
    const message = 'explain: the graph has 9 leaves, and there are 8 colors. Pass color "sign", or a longer palette.'
    expect(() => colors(9)).toThrow(new RangeError(message))
  })

  test('with other colors', () => {
    const options = { format: 'latex', color: 'leaf', palette: ['#1a66cc', 'gray'] } as const
    const [a, b, c] = [new Value(1, 'a'), new Value(2, 'b'), new Value(3, 'c')]
    expect(explain(a.add(b), options)).toContain('f = \\textcolor{#1a66cc}{a} + \\textcolor{gray}{b} = 1 + 2 = 3')
    expect(() => explain(a.add(b).add(c), options)).toThrow('the graph has 3 leaves, and there are 2 colors')
  })

  test('colors by sign', () => {
    const text = explain(product().f, { format: 'latex', color: 'sign' })
    expect(text).toContain('= \\textcolor{blue}{-4} \\cdot \\textcolor{orange}{1} = \\textcolor{blue}{-4}')
  })
})

describe('errors', () => {
  const x = new Value(1, 'x')
  const wrong =
    (root: unknown, ...rest: unknown[]) =>
    () =>
      (explain as (...args: unknown[]) => string)(root, ...rest)

  test.each<[string, () => string, string]>([
    ['a root', wrong(3), 'explain: the root is 3. Pass a Value.'],
    ['a leaf', wrong(x, 'x', {}), 'explain: the leaf is "x". Pass a Value.'],
    [
      'a leaf of another graph',
      wrong(x, new Value(1, 'y')),
      'explain: the leaf "y" is not in the graph of the root. Pass a Value that the root was made of.',
    ],
    [
      'an option',
      wrong(x, { fmt: 'x' }),
      'explain: unknown option "fmt". The options are format, digits, limit, color, palette.',
    ],
    [
      'a format',
      wrong(x, { format: 'html' as ExplainOptions['format'] }),
      'explain: format is "html". Pass "text" or "markdown" or "latex".',
    ],
    ['digits', wrong(x, { digits: 18 }), 'explain: digits is 18. Pass a whole number from 1 to 17.'],
    ['no digits', wrong(x, { digits: 0 }), 'explain: digits is 0. Pass a whole number, 1 or more.'],
    ['a limit', wrong(x, { limit: 0.5 }), 'explain: limit is 0.5. Pass a whole number, 1 or more.'],
    [
      'a palette that is not used',
      wrong(x, { format: 'latex', color: 'sign', palette: ['red'] }),
      'explain: palette is for the colors of leaves, and color is "sign". Pass color "leaf" too.',
    ],
    [
      'a palette that is no list',
      wrong(x, { format: 'latex', color: 'leaf', palette: 'red' }),
      'explain: palette is "red". Pass an array of colors.',
    ],
    [
      'a color that would be a command',
      wrong(x, { format: 'latex', color: 'leaf', palette: ['red}{\\x'] }),
      'explain: a color is "red}{\\\\x". Pass a name such as red, or # and six digits.',
    ],
    [
      'colors in plain text',
      wrong(x, { color: 'leaf' }),
      'explain: color is "leaf", and plain text has none. Pass format "markdown" or "latex" too.',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(new Error(message))
  })
})
