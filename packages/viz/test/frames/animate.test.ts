import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { animateBackward, backwardFrames } from '@gradus/viz'
import { xyz } from '../networks.js'
import { all, type Element, forbiddenIn, parseXml, textsOf } from '../read-svg.js'

const styleOf = (svg: Element) => all(svg).find(({ name }) => name === 'style')!.text

/** What a reader sees at picture k: everything but the groups whose run does not include k. */
function textsAt(element: Element, k: number): string[] {
  const run = element.attributes['data-run']?.split('-').map(Number)
  if (run !== undefined && !(run[0]! <= k && k < run[1]!)) return []
  return [...(element.name === 'text' ? [element.text] : []), ...element.children.flatMap((child) => textsAt(child, k))]
}

test('shows the texts of each frame in its turn', async () => {
  const a = new Value(3, 'a')
  const b = a.mul(2)
  const d = b.mul(b.add(1))
  const frames = await backwardFrames(d, { mistake: 'early' })
  const animated = parseXml(await animateBackward(d, { mistake: 'early' }))
  frames.forEach((frame, k) => expect(textsAt(animated, k).sort()).toEqual(textsOf(parseXml(frame)).sort()))
})

test('without animation the last picture is visible, and nothing else', async () => {
  const { f } = xyz()
  const animated = parseXml(await animateBackward(f))
  const hidden = all(animated).filter(({ attributes }) => attributes['visibility'] === 'hidden')
  expect(hidden.length).toBeGreaterThan(5)
  const ends = all(animated).flatMap(({ attributes }) => attributes['data-run'] ?? [])
  expect(ends.filter((run) => run.endsWith('-4'))).toHaveLength(ends.length - hidden.length)
})

test('moves only for readers who have not asked for less motion', async () => {
  const svg = parseXml(await animateBackward(xyz().f, { seconds: 2 }))
  const style = styleOf(svg)
  expect(style).toMatch(/^@media \(prefers-reduced-motion: no-preference\)\{.*\}$/)
  expect(style.replace(/^@media[^{]*\{(.*)\}$/, '$1')).toMatch(
    /^(@keyframes [\w-]+\{([\d.]+%\{visibility:(visible|hidden)\})+\}#\w+ \[data-run="\d+-\d+"\]\{animation:[\w-]+ 8s step-end infinite\})+$/,
  )
  expect(forbiddenIn(svg, true)).toEqual([])
})

test('has different names in two animations of one page', async () => {
  const names = async (f: Value) => /id="(gradus\w+)"/.exec(await animateBackward(f))![1]
  expect(await names(xyz().f)).not.toBe(await names(new Value(1).tanh()))
})

test('seconds are more than 0', async () => {
  await expect(animateBackward(new Value(1), { seconds: 0 })).rejects.toThrow(
    new RangeError('animateBackward: the option seconds is 0. Pass a number above 0.'),
  )
})
