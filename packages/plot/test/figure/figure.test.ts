import { expect, test } from '@jest/globals'
import { figure } from '../../src/figure/figure.js'
import type { Rect } from '../../src/figure/plane.js'
import { look } from '../../src/options.js'
import { textBoxes } from '../whole/text-boxes.js'

const long = 'A sentence that says what the plot shows. '.repeat(6)

test('the picture has a name and a description, and the title of the user if there is one', () => {
  const draw = () => ({ svg: '' })
  const svg = figure(look('plot', {}), { name: 'Curves', desc: 'a < b', draw })
  expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*><title>Curves<\/title><desc>a &lt; b<\/desc><rect width="640"/)
  expect(svg).not.toContain('<text')
  const titled = figure(look('plot', { title: 'Mine' }), { name: 'Curves', desc: '', draw })
  expect(titled).toContain('<title>Mine</title>')
  expect(textBoxes(titled).map(({ text }) => text)).toEqual(['Mine'])
})

test('legend and caption make the picture higher, and the plot keeps its height', () => {
  const rects: Rect[] = []
  const draw = (caption: string[]) => (rect: Rect) => {
    rects.push(rect)
    return { svg: '', caption }
  }
  const height = (svg: string) => Number(/height="(\d+)"/.exec(svg)![1])
  const plain = height(figure(look('plot', {}), { name: '', desc: '', draw: draw([]) }))
  const captioned = height(figure(look('plot', {}), { name: '', desc: '', draw: draw([long]) }))
  expect(captioned - plain).toBeGreaterThan(30)
  expect(rects.map((rect) => rect.height)).toEqual([rects[0]!.height, rects[0]!.height])
})

test('with a given height, the plot makes room for the caption', () => {
  const rects: Rect[] = []
  const svg = figure(look('plot', { height: 300 }), {
    name: '',
    desc: '',
    draw: (rect) => {
      rects.push(rect)
      return { svg: '', caption: [long] }
    },
  })
  expect(svg).toContain('height="300"')
  const { y, height } = rects.at(-1)!
  const boxes = textBoxes(svg)
  expect(Math.min(...boxes.map((box) => box.top))).toBeGreaterThanOrEqual(y + height)
  expect(Math.max(...boxes.map((box) => box.bottom))).toBeLessThanOrEqual(300)
})
