import { expect, test } from '@jest/globals'
import { parseExpression } from '@gradus/expression'
import { Value } from '@gradus/engine'
import { drawPieces, drawSvg, layOut, walk } from '@gradus/viz'
import { layoutText } from '../../src/svg/layout.js'

/** (x + y) · z with the numbers of the leaves. */
function f(x: number, y: number, z: number) {
  const leaves = { x: new Value(x, 'x'), y: new Value(y, 'y'), z: new Value(z, 'z') }
  return parseExpression('(x + y) * z').evaluate(leaves) as Value
}

test('shows each value, then each gradient', () => {
  const scenes = walk(f(-2, 5, -4))
  expect(scenes.map(({ pass }) => pass).join()).toBe('forward,forward,forward,backward,backward,backward,backward')
  const data = (i: number) => scenes[i]!.description.boxes.map(({ value }) => value)
  expect([data(0), data(1), data(2)]).toEqual([
    [-2, 5, undefined, -4, undefined],
    [-2, 5, 3, -4, undefined],
    [-2, 5, 3, -4, -12],
  ])
  const texts = scenes[0]!.description.boxes[2]!.lines.map(({ cells }) => cells[0]!.text)
  expect(texts).toEqual(['+', 'data –', 'grad –'])
  expect(scenes.at(-1)!.description.boxes.map(({ gradient }) => gradient)).toEqual([-4, -4, -4, 3, 1])
})

test('says so if there is no leaf', () => {
  expect(walk(parseExpression('log(-1)').graph()).at(-1)!.caption).toBe('End: there are no leaves.')
})

test('no box moves from step to step, nor when the numbers of the leaves change', () => {
  const plain = walk(f(-2, 5, -4), { partials: true })
  const long = walk(f(1 / 3, -1e-200, NaN), { partials: true })
  const layouts = new Set([...plain, ...long].map(({ description }) => layoutText(description)))

  expect(layouts.size).toBe(1)
})

test('a slope stands above what it brings, with a minus sign as wide as a plus', () => {
  const { description, caption } = walk(f(-2, 5, -4), { partials: true }).at(-2)!
  expect(description.edges.map(({ text }) => text)).toEqual([
    '∂ = 1\n+= −4',
    '∂ = 1\n+= −4',
    '∂ = −4\n+= −4',
    '∂ = 3\n+= 3',
  ])
  expect(description.boxes[0]!.lines.map(({ cells }) => cells[0]!.text)).toEqual(['x', 'data −2', 'grad −4'])
  expect(caption).toBe('2 of 2: + has the gradient −4; x gets −4 · 1 = −4, y gets −4 · 1 = −4.')
})

test('what stands behind a gradient of 0 has the gradient 0 after the step that passes nothing on', () => {
  const [x, y] = [new Value(1, 'x'), new Value(5, 'y')]
  const scenes = walk(x.sub(2).relu().mul(y))
  const gradientsOf = ({ description }: (typeof scenes)[number]) =>
    description.boxes.filter(({ node }) => node !== undefined).map(({ gradient }) => gradient)
  // x, x - 2, relu, y, f
  expect(scenes.slice(-4).map(gradientsOf)).toEqual([
    [undefined, undefined, 5, 0, 1],
    [undefined, 0, 5, 0, 1],
    [0, 0, 5, 0, 1],
    [0, 0, 5, 0, 1],
  ])
  expect(scenes.at(-2)!.caption).toBe('3 of 3: − has the gradient 0 and passes nothing on.')
})

test('a 0 that has been passed on does not replace what arrived before', () => {
  const [x, y] = [new Value(1, 'x'), new Value(5, 'y')]
  const last = walk(x.sub(2).relu().mul(y).add(x)).at(-1)!
  expect(last.description.boxes.find(({ node }) => node === x)!.gradient).toBe(1)
})

test('a negative slope stands in parentheses after the dot, as in explanations', () => {
  expect(walk(f(-2, 5, -4)).at(-3)!.caption).toBe(
    '1 of 2: × has the gradient 1; + gets 1 · (−4) = −4, z gets 1 · 3 = 3.',
  )
})

test('a graph of many nodes has a scene for each node that is drawn', () => {
  let x = new Value(1, 'x')
  for (let i = 0; i < 10_000; i++) x = x.add(1)
  const scenes = walk(x, { limit: 10 })
  expect(scenes.length).toBe(15) // 6 of the 10 boxes are sums
  expect(scenes.at(-2)!.caption).toMatch(/^6 of 10000: /)
  expect(scenes.at(-1)!.caption).toBe('End: x has the gradient 1.')
})

test('with a mistake, the backward pass is the mistaken one', () => {
  const a = new Value(3, 'a')
  const b = a.mul(2)
  const scenes = walk(b.mul(b.add(1)), { mistake: 'early' })
  expect(scenes.at(-1)!.caption).toBe('End: a has 14 instead of 26.')
})

test('the pieces are those of the document', async () => {
  const { description } = walk(f(1, 2, 3))[2]!
  const layout = await layOut(description)
  const pieces = drawPieces(description, layout)
  const svg = drawSvg(description, layout)
  expect(pieces.filter(({ kind }) => kind === 'box').map(({ id }) => id)).toEqual(description.boxes.map(({ id }) => id))
  for (const piece of pieces) expect(svg).toContain(piece.svg)
})
