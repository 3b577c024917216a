/** The drawing of the exercise 09-read-a-drawing is made by our own code, and its answers are what backward() computes. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { renderSvg } from '@gradus/viz'

const folder = new URL('../../../../docs/exercises/', import.meta.url)

test('the drawing is current, and leaves the gradients blank', async () => {
  const [x, y, z] = [new Value(2, 'x'), new Value(-1, 'y'), new Value(3, 'z')]
  const p = x.mul(y)
  const q = p.add(z)
  const f = q.mul(x)
  for (const [label, value] of Object.entries({ p, q, f })) value.label = label
  const svg = await renderSvg(f)
  expect(readFileSync(new URL('09-read-a-drawing/drawing.svg', folder), 'utf8').trim()).toBe(svg.trim())
  f.backward()
  const answers = readFileSync(new URL('solutions/09-read-a-drawing/reference.ts', folder), 'utf8')
  const numbers = [...answers.matchAll(/: number = (.+)/g)].map((m) => Number(m[1]))
  expect(numbers).toEqual([q.grad, y.grad, x.grad])
})
