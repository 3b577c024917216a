/** The picture of docs/course/derivatives.md: a curve, seen closer and closer, becomes a straight line. */
import { element, formatNumber, svgDocument, text, themes } from '@gradus/svg'
import { savePictures } from './save-pictures.js'

const f = (x: number) => x * x + x
const line = (x: number) => 12 + 7 * (x - 3)
const { background, border, muted, text: ink, leaf1, leaf2 } = themes.light
const SIZE = 170

/** The curve and the line around x = 3. What is `step` wide is `7 step` high, so a slope of 7 is the diagonal. */
function panel(left: number, reach: number): string {
  const top = 34
  const place = (x: number, y: number) => {
    const across = left + SIZE / 2 + ((x - 3) / reach) * (SIZE / 2)
    const up = top + SIZE / 2 - ((y - 12) / (7 * reach)) * (SIZE / 2)
    return `${across.toFixed(1)} ${up.toFixed(1)}`
  }
  const xs = Array.from({ length: 41 }, (_, i) => 3 - reach + (reach * i) / 20)
  const inside = xs.filter((x) => Math.abs(f(x) - 12) <= 7 * reach)
  const path = (ys: (x: number) => number, points: number[]) => `M${points.map((x) => place(x, ys(x))).join('L')}`
  const label = (content: string, x: number, y: number, anchor: 'start' | 'middle' | 'end') =>
    text(content, { x, y, size: 12, fill: muted, anchor })
  const bottom = top + SIZE
  return [
    text(`${formatNumber(reach, 3)} to each side`, {
      x: left + SIZE / 2,
      y: 20,
      size: 13,
      fill: ink,
      anchor: 'middle',
    }),
    element('rect', { x: left, y: top, width: SIZE, height: SIZE, fill: 'none', stroke: border }),
    element('path', { d: path(line, [3 - reach, 3 + reach]), fill: 'none', stroke: leaf2, 'stroke-width': 2, 'stroke-dasharray': '6 4' }), // oxfmt-ignore
    element('path', { d: path(f, inside), fill: 'none', stroke: leaf1, 'stroke-width': 2.5 }),
    element('circle', { cx: left + SIZE / 2, cy: top + SIZE / 2, r: 4, fill: ink }),
    label(`x = ${formatNumber(3 - reach, 4)}`, left, bottom + 16, 'start'),
    label(formatNumber(3 + reach, 4), left + SIZE, bottom + 16, 'end'),
  ].join('')
}

const key = (x: number, color: string, name: string, dash?: string) =>
  element('path', {
    d: `M${x} 244h28`,
    fill: 'none',
    stroke: color,
    'stroke-width': 2.5,
    ...(dash === undefined ? {} : { 'stroke-dasharray': dash }),
  }) + text(name, { x: x + 36, y: 248, size: 13, fill: ink })

await savePictures(process.argv[2], {
  '00-zoom.svg': svgDocument(
    {
      width: 600,
      height: 262,
      title: 'A curve becomes a line',
      desc: 'The curve x² + x and the line of slope 7 through x = 3, in three windows that become smaller.',
      background,
    },
    panel(20, 3),
    panel(215, 0.5),
    panel(410, 0.05),
    key(20, leaf1, 'f(x) = x² + x'),
    key(215, leaf2, 'line with slope 7', '6 4'),
  ),
})
