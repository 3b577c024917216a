/**
 * The pictures of a backward pass as pieces: a title, the graph, a caption, and the same for a mistaken pass next to it. All
 * pictures have the same pieces at the same places, and only some of them change.
 */
import { type Value } from '@gradus/engine'
import { backwardSteps, mistakenSteps } from '@gradus/explain'
import { text } from '@gradus/svg'
import { type Palette, palettes } from '../colors.js'
import { plan } from '../describe/describe.js'
import { SMALL_SIZE } from '../describe/measure.js'
import { drawGraph, titleOf } from '../svg/draw.js'
import { type GraphLayout, layOutFor, MARGIN, moved } from '../svg/layout.js'
import { footer, titleLine, wrapped } from '../svg/legend.js'
import { momentsOf } from './moments.js'
import { type BackwardOptions, backwardSettings } from './options.js'
import { sameSizes, type Scene, scenesOf } from './scenes.js'

export interface Film {
  readonly width: number
  readonly height: number
  readonly palette: Palette
  readonly title: string
  /** The pieces of each picture, from back to front. All pictures have the same number. */
  readonly pictures: readonly (readonly string[])[]
  readonly captions: readonly string[]
}

const HEADINGS = {
  right: 'Right: in topological order, with +=',
  early: 'Wrong: breadth first, too early',
  overwrite: 'Wrong: with = instead of +=',
}
const [HEADING, LINE] = [26, 18]

/** A film of the backward pass. */
export async function filmOf(where: string, root: Value, options: BackwardOptions): Promise<Film> {
  const { drawing, mistake } = backwardSettings(where, options)
  const planned = plan(where, root, drawing)
  const { digits } = planned.settings
  const steps = backwardSteps(root)
  const right = new Map(steps.map(({ node, gradient }) => [node, gradient]))
  const rightAt = (leaf: Value) => right.get(leaf)!
  const passes = [scenesOf(planned, momentsOf(root, steps, digits))]
  if (mistake !== undefined) {
    passes.push(
      scenesOf(
        planned,
        momentsOf(root, mistakenSteps(root, mistake), digits, mistake === 'overwrite' ? '=' : '+=', rightAt),
        rightAt,
      ),
    )
  }
  const scenes = sameSizes(passes.flat())
  const layout = await layOutFor(where, scenes[0]!.description)
  const panels = passes.map((pass, i) => ({
    scenes: scenes.slice(i === 0 ? 0 : passes[0]!.length, i === 0 ? pass.length : undefined),
    heading: mistake === undefined ? '' : HEADINGS[i === 0 ? 'right' : mistake],
  }))
  return composed(panels, layout)
}

interface Panel {
  readonly scenes: readonly Scene[]
  readonly heading: string
}

/** Panels of a wide drawing stand one below the other, those of a high one side by side. */
function composed(panels: readonly Panel[], layout: GraphLayout): Film {
  const first = panels[0]!.scenes[0]!.description
  const last = panels.flatMap(({ scenes }) => scenes.at(-1)!.description)
  const palette = palettes[first.theme]
  const isBelow = first.direction === 'LR'
  const panelWidth = Math.max(layout.width, LEAST_WIDTH)
  const width = isBelow ? panelWidth : panels.length * panelWidth
  const title = titleLine(first.title, width, palette)
  const captions = panels.map(({ scenes }) => scenes.map(({ caption }) => wrapped(caption, panelWidth - 2 * MARGIN)))
  const captionLines = captions.flat().reduce((most, lines) => Math.max(most, lines.length), 0)
  const heading = panels[0]!.heading === '' ? 0 : HEADING
  const panelHeight = heading + layout.height + captionLines * LINE + 10

  const fixed: string[] = [title.draw(0)]
  const count = Math.max(...panels.map(({ scenes }) => scenes.length))
  const moving: string[][] = Array.from({ length: count }, () => [])
  panels.forEach(({ scenes, heading: name }, i) => {
    const [x, y] = [isBelow ? 0 : i * panelWidth, title.height + (isBelow ? i * panelHeight : 0)]
    if (heading > 0) fixed.push(text(name, { x: x + MARGIN, y: y + 18, size: 14, fill: palette.text, bold: true }))
    const places = moved(layout, x, y + heading)
    const below = y + heading + layout.height
    moving.forEach((pieces, k) => {
      const at = Math.min(k, scenes.length - 1)
      pieces.push(...drawGraph(scenes[at]!.description, places, palette))
      const lines = captions[i]![at]!.map((line, j) =>
        text(line, { x: x + MARGIN, y: below + 12 + j * LINE, size: SMALL_SIZE, fill: palette.text }),
      )
      pieces.push(lines.join(''))
    })
  })
  const height = title.height + (isBelow ? panels.length : 1) * panelHeight
  const foot = footer({ notes: first.notes, legend: last[0]!.legend }, Math.max(width, title.width), palette)
  fixed.push(foot.draw(height))
  return {
    width: Math.ceil(Math.max(width, title.width, foot.width)),
    height: Math.ceil(height + foot.height),
    palette,
    title: titleOf(first),
    pictures: moving.map((pieces) => [...fixed, ...pieces]),
    captions: moving.map((_, k) =>
      panels.map(({ scenes }) => scenes[Math.min(k, scenes.length - 1)]!.caption).join(' '),
    ),
  }
}

/** The narrowest panel, so that captions are readable. */
const LEAST_WIDTH = 420
