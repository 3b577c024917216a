/** Draws a network: units, and links whose color and width show their weights. */
import { element, escapeXml, text } from '@gradus/svg'
import { type Palette, palettes } from '../colors.js'
import { counted } from '../describe/content.js'
import { MARK_SIZE, SMALL_SIZE } from '../describe/measure.js'
import { letter } from '../svg/box.js'
import { placed, stacked } from '../svg/block.js'
import { letterEntries } from '../describe/legend.js'
import { footer, titleLine } from '../svg/legend.js'
import { MARGIN } from '../svg/layout.js'
import { colorOf, isDashed, type Link, legendOf, linksOf, nameOf, notesOf, thickness } from './links.js'
import { type Network, type NetworkOptions, networkSettings, sizesOf } from './network.js'
import { type Column, moreText, type Places, placesOf, type Unit, UNIT_HEIGHT } from './units.js'

/**
 * Returns an SVG document that draws a network: a column for each layer, with the activations of one example in the units, and a
 * link for each weight. The unit `1` above a layer is the bias of the next. The color of a link shows the sign of its weight, and
 * negative links are dashed; the width shows the size. Tooltips have the numbers.
 *
 * @throws TypeError or RangeError if the matrices do not fit each other, or for a wrong option.
 * @example
 * const svg = drawNetwork({ thetas: [[[0.1, 0.5, -1], [0, 2, 0.25]], [[0, 1, -1]]], activations: [[1, 0], [0.54, 0.96], [-0.42]] })
 * svg.match(/data-link=/g).length // => 9
 */
export function drawNetwork(network: Network, options: NetworkOptions = {}): string {
  const sizes = sizesOf(network)
  const { limit, digits, title, theme } = networkSettings(options)
  const palette = palettes[theme]
  const places = placesOf(network, sizes, limit, digits, MARGIN)
  const links = linksOf(network, places)
  const heading = titleLine(title, places.width, palette)
  const drawn = [
    ...links.map((link) => drawLink(link, links.length, palette)),
    ...places.columns.map((column) => drawColumn(column, places, palette)),
  ].join('')
  const notes = notesOf(sizes, places, links.length)
  const below = footer(
    {
      notes,
      legend: [
        ...legendOf(links, digits),
        ...letterEntries(places.columns.flatMap(({ units }) => units.map(({ mark }) => mark))),
      ],
    },
    Math.max(places.width, heading.width),
    palette,
  )
  return stacked(
    [heading, placed(places.width, places.height, drawn), below],
    title === '' ? 'A network' : title,
    [`A network with ${counted(sizes[0]!, 'input')} and layers of ${sizes.slice(1).join(', ')} units.`, ...notes].join(
      ' ',
    ),
    palette,
  )
}

function drawLink(link: Link, count: number, palette: Palette): string {
  const { from, to, weight, largest } = link
  const [x1, x2] = [from.x + from.width / 2, to.x - to.width / 2]
  const bend = (x2 - x1) / 2.5
  return element(
    'g',
    { 'data-link': `${to.layer} ${to.unit} ${from.unit}` },
    element('title', {}, escapeXml(`${nameOf(link)}: ${weight}`)),
    element('path', {
      d: `M${x1} ${from.y}C${x1 + bend} ${from.y} ${x2 - bend} ${to.y} ${x2} ${to.y}`,
      fill: 'none',
      stroke: palette[colorOf(weight)],
      'stroke-width': thickness(weight, largest, count),
      'stroke-dasharray': isDashed(weight) ? '6 4' : undefined,
    }),
  )
}

function drawColumn({ heading, x, units, hidden, gapAt }: Column, { columns }: Places, palette: Palette): string {
  const isFirst = units[0]?.layer === 0
  const more =
    hidden === 0
      ? ''
      : text(moreText(hidden), {
          x,
          y: gapAt + 4,
          size: SMALL_SIZE,
          fill: palette.muted,
          anchor: 'middle',
        })
  return [
    text(heading, { x, y: 22, size: SMALL_SIZE, fill: palette.muted, anchor: 'middle' }),
    ...units.map((unit) => drawUnit(unit, isFirst, unit.layer === columns.length - 1, palette)),
    more,
  ].join('')
}

function drawUnit(
  { layer, unit, text: shown, activation, mark, name, x, y, width }: Unit,
  isInput: boolean,
  isOutput: boolean,
  palette: Palette,
): string {
  const isBias = unit < 0
  const fill =
    isBias || activation === undefined
      ? palette.opBox
      : activation > 0
        ? palette.positiveBox
        : activation < 0
          ? palette.negativeBox
          : palette.noGradient
  const line = { y: y + 0.36 * SMALL_SIZE, size: SMALL_SIZE, fill: palette.text }
  const what = isBias
    ? 'bias unit, always 1'
    : `${isInput ? 'input' : 'unit'} ${unit + 1}${name === '' ? '' : ` (${name})`}`
  return element(
    'g',
    { 'data-unit': `${layer} ${unit}` },
    element('title', {}, escapeXml(`${what}${activation === undefined || isBias ? '' : `: ${activation}`}`)),
    element('rect', {
      x: x - width / 2, y: y - UNIT_HEIGHT / 2, width, height: UNIT_HEIGHT, rx: isBias ? 3 : UNIT_HEIGHT / 2, fill,
      stroke: mark === '' ? palette.border : palette.wrong, 'stroke-width': mark === '' ? 1 : 3,
    }), // oxfmt-ignore
    shown === '' ? '' : text(shown, { ...line, x: mark === '' ? x : x - MARK_SIZE / 2 - 2, anchor: 'middle' }),
    mark === '' ? '' : letter(mark, x + width / 2 - MARK_SIZE - 6, y - MARK_SIZE / 2, palette),
    name === '' || !(isInput || isOutput)
      ? ''
      : text(name, { ...line, x: isInput ? x - width / 2 - 8 : x + width / 2 + 8, anchor: isInput ? 'end' : 'start' }),
  )
}
