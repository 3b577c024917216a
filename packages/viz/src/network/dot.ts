/** Writes a network in DOT, the language of Graphviz. */
import { type Palette, palettes } from '../colors.js'
import { SMALL_SIZE } from '../describe/measure.js'
import { MARGIN } from '../svg/layout.js'
import { FONT } from '../dot/dot.js'
import { quoted, tooltip } from '../dot/escape.js'
import { graphLabel } from '../dot/label.js'
import { colorOf, isDashed, type Link, legendOf, linksOf, nameOf, notesOf, thickness } from './links.js'
import { type Network, type NetworkOptions, networkSettings, sizesOf } from './network.js'
import { type Column, moreText, placesOf, type Unit } from './units.js'

/**
 * Returns DOT text that draws what `drawNetwork` draws: a column for each layer, and an edge for each weight. Graphviz places
 * the units. The options are those of `drawNetwork`.
 *
 * @throws TypeError or RangeError if the matrices do not fit each other, or for a wrong option; RangeError for the theme 'page',
 * because DOT has no CSS.
 * @example
 * const dot = networkToDot({ thetas: [[[0.1, 0.5, -1]]], inputs: ['x', 'y'], outputs: ['z'] })
 * dot.match(/->/g).length // => 5
 */
export function networkToDot(network: Network, options: NetworkOptions = {}): string {
  const sizes = sizesOf(network)
  const { limit, digits, title, theme } = networkSettings(options)
  if (theme === 'page') {
    throw new RangeError("networkToDot: the option theme is \"page\", and DOT has no CSS. Pass 'light' or 'dark'.")
  }
  const palette = palettes[theme]
  const places = placesOf(network, sizes, limit, digits, MARGIN)
  const links = linksOf(network, places)
  const notes = notesOf(sizes, places, links.length)
  const label = graphLabel({ title, notes, legend: legendOf(links, digits) }, palette)
  const text = `fontname="${FONT}" fontcolor="${palette.text}" fontsize=${SMALL_SIZE}`
  return [
    'digraph network {',
    `  graph [rankdir=LR splines=line ranksep=2 nodesep=0.15 bgcolor="${palette.background}" pad=0.2 labelloc=t labeljust=l ${text}]`,
    `  node [shape=box style="filled,rounded" color="${palette.border}" fillcolor="${palette.opBox}" height=0.3 width=0.5 ${text}]`,

    `  label=<${label}>`,
    ...places.columns.flatMap((column) => columnStatements(column, places.columns.length - 1, palette)),
    '  edge [arrowhead=none tailport=e headport=w]',
    ...links.map((link) => linkStatement(link, links.length, palette)),
    '}',
    '',
  ].join('\n')
}

const idOf = ({ layer, unit }: Unit): string => (unit < 0 ? `b${layer}` : `u${layer}_${unit}`)

/** The units of a layer in one rank. Invisible edges keep them in order. */
function columnStatements({ heading, units, hidden }: Column, last: number, palette: Palette): string[] {
  const layer = units[0]!.layer
  const plain = 'shape=plaintext style=solid'
  const nodes: { id: string; statement: string }[] = [
    { id: `h${layer}`, statement: `h${layer} [label="${heading}" ${plain} fontcolor="${palette.muted}"]` },
  ]
  units.forEach((unit, k) => {
    if (hidden > 0 && unit.unit > 0 && units[k - 1]!.unit !== unit.unit - 1) {
      nodes.push({ id: `m${layer}`, statement: `m${layer} [label="${moreText(hidden)}" ${plain}]` })
    }
    nodes.push({ id: idOf(unit), statement: unitStatement(unit, layer === 0 || layer === last) })
  })
  return [
    '  { rank=same',
    ...nodes.map(({ statement }) => `    ${statement}`),
    `    ${nodes.map(({ id }) => id).join(' -> ')} [style=invis]`,
    '  }',
  ]
}

function unitStatement(unit: Unit, isNamed: boolean): string {
  const { name, text } = unit
  const lines = [...(isNamed && name !== '' ? [name] : []), ...(text === '' ? [] : [text])]
  const shape = unit.unit < 0 ? ' style=filled' : ''
  return `${idOf(unit)} [label="${lines.map(quoted).join('\\n')}"${shape}]`
}

function linkStatement(link: Link, count: number, palette: Palette): string {
  const { from, to, weight, largest } = link
  const style = isDashed(weight) ? ' style=dashed' : ''
  const width = thickness(weight, largest, count).toFixed(2)
  return `  ${idOf(from)} -> ${idOf(to)} [color="${palette[colorOf(weight)]}" penwidth=${width}${style} tooltip="${tooltip(`${nameOf(link)}: ${weight}`)}"]`
}
