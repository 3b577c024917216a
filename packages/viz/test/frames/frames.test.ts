import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { backwardFrames } from '@gradus/viz'
import { network, squares, xyz } from '../networks.js'
import { all, type Element, forbiddenIn, having, parseXml, textsOf } from '../read-svg.js'

/** b = 2·a; c = b + 1; d = b · c, at a = 3 */
function abcd() {
  const named = (value: Value, label: string) => Object.assign(value, { label })
  const a = new Value(3, 'a')
  const b = named(a.mul(2), 'b')
  const c = named(b.add(1), 'c')
  return { a, b, c, d: named(b.mul(c), 'd') }
}

/** Where each box stands, in each panel. */
const places = (svg: Element) =>
  all(svg)
    .filter(({ attributes }) => 'data-node' in attributes)
    .map(({ attributes, children }) => {
      const { x, y, width, height } = children.find(({ name }) => name === 'rect')!.attributes
      return [attributes['data-node'], x, y, width, height].join(' ')
    })

/** The gradient line of each box, in the order of the boxes; the second half is the mistaken pass. */
const gradients = (svg: Element) =>
  all(svg)
    .filter(({ attributes }) => 'data-node' in attributes)
    .flatMap((node) => textsOf(node).filter((text) => text.startsWith('grad ')))

describe('the frames of a backward pass', () => {
  test('are the start, one for each node that passes its gradient on, and the end', async () => {
    const { f } = xyz()
    f.label = 'f'
    const frames = (await backwardFrames(f)).map(parseXml)
    expect(frames.map(gradients)).toEqual([
      ['grad –', 'grad –', 'grad –', 'grad –', 'grad 1'],
      ['grad –', 'grad –', 'grad -4', 'grad 3', 'grad 1'],
      ['grad -4', 'grad -4', 'grad -4', 'grad 3', 'grad 1'],
      ['grad -4', 'grad -4', 'grad -4', 'grad 3', 'grad 1'],
    ])
    expect(frames.map((svg) => textsOf(svg).at(-1))).toEqual([
      'Start: ∂f/∂f = 1.',
      '1 of 2: f has the gradient 1; + gets 1 · (-4) = -4, z gets 1 · 3 = 3.',
      '2 of 2: + has the gradient -4; x gets -4 · 1 = -4, y gets -4 · 1 = -4.',
      'End: x has the gradient -4, y has the gradient -4, z has the gradient 3.',
    ])
    expect(frames.map((svg) => textsOf(svg).filter((text) => text.includes('+= ')))).toEqual([
      [],
      ['∂ = -4, += -4', '∂ = 3, += 3'],
      ['∂ = 1, += -4', '∂ = 1, += -4', '∂ = -4, += -4', '∂ = 3, += 3'],
      ['∂ = 1, += -4', '∂ = 1, += -4', '∂ = -4, += -4', '∂ = 3, += 3'],
    ])
    expect(f.hasGrad).toBe(false)
  })

  test.each(['LR', 'TB'] as const)(
    'have one layout: each node is at the same place in all of them (%s)',
    async (direction) => {
      const { inputs, run } = network([2, 2, 1])
      const loss = squares(run(inputs))
      for (const options of [
        {},
        { mistake: 'early' },
        { detail: 'expanded' },
        { detail: 'folded' },
        { detail: 'neurons' },
        { limit: 7 },
      ] as const) {
        const frames = (await backwardFrames(loss, { direction, ...options })).map(parseXml)
        expect(frames.length).toBeGreaterThan(3)
        for (const frame of frames) {
          expect(places(frame)).toEqual(places(frames[0]!))
          expect([frame.attributes['width'], frame.attributes['height']]).toEqual([
            frames[0]!.attributes['width'],
            frames[0]!.attributes['height'],
          ])
          expect(forbiddenIn(frame)).toEqual([])
        }
      }
    },
  )

  test('end with the gradients of backward()', async () => {
    const { inputs, run } = network([2, 2, 1])
    const loss = squares(run(inputs))
    const last = parseXml((await backwardFrames(loss, { digits: 17, limit: Infinity })).at(-1)!)
    loss.backward()
    const shown = [...having(last, 'data-node').values()].flatMap((node) =>
      textsOf(node).filter((text) => text.startsWith('grad ')),
    )
    const { outline } = await import('@gradus/viz')
    expect(shown).toEqual(
      [...outline(loss, { digits: 17, limit: Infinity }).matchAll(/grad [^\s,]+/g)].map(([text]) => text),
    )
  })

  test('mark the node that passes its gradient on', async () => {
    const { d } = abcd()
    const thick = (svg: Element) =>
      [...having(svg, 'data-node')]
        .filter(([, node]) => node.children.at(-1)!.attributes['stroke-width'] === '4')
        .map(([id]) => id)
    expect((await backwardFrames(d)).map((svg) => thick(parseXml(svg)))).toEqual([[], ['n3'], ['n2'], ['n1'], []])
  })

  test('show a node with gradient 0 as one that passes nothing on', async () => {
    const x = new Value(2, 'x')
    const captions = (await backwardFrames(x.tanh().mul(0))).map((svg) => textsOf(parseXml(svg)).at(-1))
    expect(captions[2]).toBe('2 of 2: tanh has the gradient 0 and passes nothing on.')
  })
})

describe('a mistaken pass next to the right one', () => {
  test('early: the order d, b, c, a gives 14 instead of 26', async () => {
    const frames = (await backwardFrames(abcd().d, { mistake: 'early' })).map(parseXml)
    expect(frames.map(gradients).map((line) => line.join(' ').replace(/grad /g, ''))).toEqual([
      '– – – 1 – – – 1',
      '– 7 6 1 – 7 6 1',
      '– 13 6 1 14 7 6 1',
      '26 13 6 1 14 13 6 1',
      '26 13 6 1 14 13 6 1',
    ])
    const texts = textsOf(frames.at(-1)!)
    expect(texts).toContain('Wrong: breadth first, too early')
    expect(texts.filter((text) => text.startsWith('End'))).toEqual([
      'End: a has the gradient 26.',
      'End: a has 14 instead of 26.',
    ])
    const borders = all(frames.at(-1)!).filter(
      ({ attributes }) => attributes['stroke-dasharray'] === '5 4' && attributes['stroke-width'] === '4',
    )
    expect(borders).toHaveLength(1)
  })

  test('overwrite: = instead of += gives 12 instead of 26', async () => {
    const last = parseXml((await backwardFrames(abcd().d, { mistake: 'overwrite' })).at(-1)!)
    expect(textsOf(last).filter((text) => text.startsWith('End'))).toEqual([
      'End: a has the gradient 26.',
      'End: a has 12 instead of 26.',
    ])
    expect(textsOf(last).filter((text) => text.startsWith('∂ = 2, '))).toEqual(['∂ = 2, += 26', '∂ = 2, = 12'])
  })
})

test.each([
  [{ mistake: 'late' }, 'the option mistake is "late". Pass "early" or "overwrite".'],
  [{ contributions: false }, 'unknown option "contributions". The options are detail, around, radius, limit, constants, partials, color, parameters, frames, digits, direction, title, theme, mistake.'],
  [{ digits: 0 }, 'the option digits is 0. Pass a whole number from 1 to 17.'],
])('refuses the options %j', async (options, message) => {
  await expect(backwardFrames(new Value(1), options as never)).rejects.toThrow(`backwardFrames: ${message}`)
}) // oxfmt-ignore
