/** The pictures of chapter 9: a curve with its derivatives, the parabolas of Newton's method, and two ways through a valley. */
import { derivative, gradient, type Value } from '@gradus/engine'
import { plotFunction } from '@gradus/plot'
import { element, svgDocument, text, themes } from '@gradus/svg'
import { savePictures } from './save-pictures.js'

const { background, border, muted, text: ink, leaf1, leaf2, grid } = themes.light

const f = (x: Value) => x.pow(4).div(12).sub(x.square().div(2)).add(x.div(4))

/** A picture of a part of the plane: from the plane to pixels. */
const WIDTH = 640
const path = (points: readonly (readonly [number, number])[]) =>
  `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`
const dot = (x: number, y: number, fill: string) =>
  element('circle', { cx: x, cy: y, r: 4.5, fill, stroke: background })
const line = (d: string, stroke: string, more = {}) => element('path', { d, fill: 'none', stroke, ...more })
const label = (content: string, x: number, y: number, fill = ink, anchor: 'start' | 'middle' | 'end' = 'start') => text(content, { x, y, size: 13, fill, anchor }) // oxfmt-ignore

function newtonPicture(): string {
  const height = 340
  const [x0, x1, y0, y1] = [0.5, 3.3, -0.7, 3.2]
  const toX = (x: number) => 50 + ((x - x0) / (x1 - x0)) * (WIDTH - 70)
  const toY = (y: number) => height - 34 - ((y - y0) / (y1 - y0)) * (height - 50)
  const xs = Array.from({ length: 141 }, (_, i) => x0 + (i * (x1 - x0)) / 140)
  const curve = (g: (x: number) => number, from: number) => path(xs.filter((x) => x >= from && g(x) <= y1 && g(x) >= y0).map((x) => [toX(x), toY(g(x))])) // oxfmt-ignore
  const y = (x: number) => derivative(f, x, 0)
  const places = [3]
  for (let i = 0; i < 3; i++) {
    const x = places.at(-1)!
    places.push(x - derivative(f, x) / derivative(f, x, 2))
  }
  const parabolas = places.slice(0, 2).map((x, i) => {
    const [value, slope, bend] = [0, 1, 2].map((order) => derivative(f, x, order)) as [number, number, number]
    const parabola = (at: number) => value + slope * (at - x) + (bend * (at - x) ** 2) / 2
    const next = places[i + 1]!
    return (
      line(curve(parabola, next - 0.55), i === 0 ? leaf1 : leaf2, { 'stroke-width': 2, 'stroke-dasharray': '6 4' }) +
      line(`M${toX(next)} ${toY(parabola(next))}V${toY(y(next))}`, muted, { 'stroke-dasharray': '2 3' }) +
      dot(toX(next), toY(parabola(next)), i === 0 ? leaf1 : leaf2)
    )
  })
  const ticks = [1, 1.5, 2, 2.5, 3].map(
    (x) => line(`M${toX(x)} ${height - 34}v5`, border) + label(String(x), toX(x), height - 12, muted, 'middle'),
  )
  return svgDocument(
    { width: WIDTH, height, title: "Newton's method", desc: 'A curve, two parabolas that touch it, and the places of the first steps.', background }, // oxfmt-ignore
    line(`M50 ${height - 34}H${WIDTH - 20}`, border),
    ...ticks,
    label('x', WIDTH - 12, height - 30, muted, 'middle'),
    line(curve(y, x0), ink, { 'stroke-width': 2 }),
    ...parabolas,
    ...places.slice(0, 3).map((x) => dot(toX(x), toY(y(x)), ink)),
    label('start', toX(3) - 12, toY(y(3)) + 4, ink, 'end'),
    label('1', toX(places[1]!), toY(y(places[1]!)) + 20, ink, 'middle'),
    label('2', toX(places[2]!), toY(y(places[2]!)) + 20, ink, 'middle'),
    label('first parabola', toX(1.68), toY(2), leaf1, 'middle'),
    label('second parabola', toX(1.25), toY(0.62), leaf2, 'middle'),
    label('f', toX(0.6), toY(y(0.6)) + 18),
  )
}

/** The valley of the chapter, and 20 steps of gradient descent in it. */
function valleyPicture(): string {
  const height = 400
  const valley = ([x, y]: Value[]) => x!.sub(y!).square().mul(5).add(x!.add(y!).square().div(2))
  const scale = 118
  const [toX, toY] = [(x: number) => 210 + scale * x, (y: number) => 276 - scale * y]
  const descent: [number, number][] = [[2, 1]]
  for (let i = 0; i < 20; i++) {
    const [x, y] = descent.at(-1)!
    const [gx, gy] = gradient(valley, [x, y]) as [number, number]
    descent.push([x - 0.09 * gx, y - 0.09 * gy])
  }
  // With u = (x + y)/√2 along and v = (x − y)/√2 across, f = u² + 10·v².
  const contour = (level: number) => {
    const points = Array.from({ length: 121 }, (_, i): [number, number] => {
      const angle = (i * Math.PI) / 60
      const [u, v] = [Math.sqrt(level) * Math.cos(angle), Math.sqrt(level / 10) * Math.sin(angle)]
      return [toX((u + v) * Math.SQRT1_2), toY((u - v) * Math.SQRT1_2)]
    })
    return line(path(points), level === 9.5 ? border : grid)
  }
  return svgDocument(
    { width: WIDTH, height, title: 'Two ways through a valley', desc: 'Contour lines of a narrow valley with the steps of gradient descent and of Newton\'s method.', background }, // oxfmt-ignore
    ...[0.1, 0.5, 1.5, 3, 5, 7, 9.5].map(contour),
    line(path([[toX(2), toY(1)], [toX(0), toY(0)]]), leaf2, { 'stroke-width': 2.5 }), // oxfmt-ignore
    line(path(descent.map(([x, y]) => [toX(x), toY(y)])), leaf1, { 'stroke-width': 1.5 }),
    ...descent.slice(1).map(([x, y]) => element('circle', { cx: toX(x), cy: toY(y), r: 3, fill: leaf1 })),
    dot(toX(0), toY(0), leaf2),
    dot(toX(2), toY(1), ink),
    label('start (2, 1)', toX(2) + 10, toY(1) + 5),
    element('rect', { x: toX(0) - 64, y: toY(0) + 46, width: 136, height: 20, fill: background }),
    label('the lowest point (0, 0)', toX(0) + 4, toY(0) + 60, ink, 'middle'),
    line(`M${toX(0) + 4} ${toY(0) + 46}V${toY(0) + 8}`, muted),
    line('M420 330h26', leaf1, { 'stroke-width': 1.5 }) + label('gradient descent, 20 steps', 454, 334),
    line('M420 354h26', leaf2, { 'stroke-width': 2.5 }) + label("Newton's method, 1 step", 454, 358),
  )
}

await savePictures(process.argv[2], {
  '09-curvature.svg': plotFunction(f, [-2.3, 2.3], { name: 'f' }),
  '09-newton.svg': newtonPicture(),
  '09-valley.svg': valleyPicture(),
})
