/** The results of a hyper-parameter search. */
import { show } from '@gradus/engine/errors'
import { element, formatNumber } from '@gradus/svg'
import { count, Edge } from '../figure/edge.js'
import { figure } from '../figure/figure.js'
import { domainOf } from '../figure/numbers.js'
import { columnsFor, LEAST_PANEL, panels } from '../figure/panels.js'
import type { AxisSpec } from '../figure/axis.js'
import { plane, round } from '../figure/plane.js'
import { cutMiddle } from '../figure/text-lines.js'
import { sayNothing } from '../marks/notes.js'
import { scatter } from '../marks/scatter.js'
import { colorOf, symbolPath } from '../marks/symbols.js'
import type { PlotOptions } from '../options.js'
import { checkText, look } from '../options.js'

/** One run of a search. `score` is null if it failed. */
export interface SearchTrial {
  settings: Readonly<Record<string, unknown>>
  score: number | null
}

export interface SearchData {
  goal: 'minimize' | 'maximize'
  trials: readonly SearchTrial[]
}

export interface SearchPlotOptions extends PlotOptions {
  /** The name of the score, and its unit. Default 'score'. */
  yLabel?: string
}

const MOST_PANELS = 12

/**
 * Returns an SVG plot of the trials of a search: the score in the order of the trials with the best so far, and a panel for
 * each setting. The best trial is a large square. Failed trials are marked at the edge and counted.
 *
 * @param search goal and trials, as `search` of @gradus/tune returns them
 * @throws TypeError or RangeError if this is not the result of a search, or for an unknown option
 * @example
 * const trials = [{ settings: { lr: 0.1 }, score: 0.5 }, { settings: { lr: 0.01 }, score: 0.2 }]
 * plotSearch({ goal: 'minimize', trials }).includes('Best: trial 2, score 0.2') // => true
 */
export function plotSearch(search: SearchData, options: SearchPlotOptions = {}): string {
  const where = 'plotSearch'
  const all = look(where, options, ['yLabel'])
  const { yLabel = 'score' } = options
  checkText(where, 'the option yLabel', yLabel)
  const { goal, trials } = checkSearch(where, search)
  const scores = trials.map(({ score }) => score ?? NaN)
  const best = bestOf(scores, goal)
  const settings = [...new Set(trials.flatMap((trial) => Object.keys(trial.settings)))]
  const shown = settings.slice(0, MOST_PANELS - 1)
  const axes = [trialAxis(trials.length), ...shown.map((name) => settingAxis(name, trials, all.width / 3, all.size))]
  const columns = columnsFor(axes.length, all.width, Math.max(180, all.width / 3.6))
  const yDomain = domainOf([scores], 'linear', 0.08)
  const settingsOf = (i: number) => Object.entries(trials[i]!.settings).map(([k, v]) => `${k} = ${textOf(v)}`).join(', ') // oxfmt-ignore
  const caption = [
    best === undefined ? 'No trial has a score.' : `Best: trial ${count(best + 1)}, ${yLabel} ${formatNumber(scores[best]!)} at ${settingsOf(best)}.`,
    shown.length === settings.length ? '' : `${settings.length - shown.length} more settings are not shown.`,
  ].filter((sentence) => sentence !== '') // oxfmt-ignore

  return figure(all, {
    name: 'Results of a search',
    desc: `${count(trials.length)} trials, to ${goal} ${yLabel}. ${caption.join(' ')}`,
    least: Math.ceil(axes.length / columns) * LEAST_PANEL,
    ratio: Math.max(0.4, (Math.ceil(axes.length / columns) * Math.max(200, all.width / 5)) / all.width),
    legend: [
      { label: 'trial', color: colorOf(all.theme, 0), mark: { symbol: 0 } },
      { label: 'best trial', color: colorOf(all.theme, 1), mark: { symbol: 1 } },
      { label: 'best so far', color: colorOf(all.theme, 2), mark: { line: undefined } },
    ],
    draw: (rect) => {
      const places = panels(rect, axes.map(() => ''), columns, all) // oxfmt-ignore
      const sentences: string[] = []
      const drawn = axes.map(({ spec, values }, i) => {
        const room = plane(places[i]!.rect, all, { x: spec, y: { label: yLabel, domain: yDomain } })
        const edge = new Edge(room, all)
        const placed = edge.placeAll(values, scores)
        const points = scatter(placed.xs, placed.ys, values.map(() => 0), all) // oxfmt-ignore
        const line = i === 0 ? soFar(placed, scores, goal, colorOf(all.theme, 2)) : ''
        const at = best === undefined || Number.isNaN(placed.ys[best]!) ? undefined : best
        const square = at === undefined ? '' : element('path', { d: symbolPath(1, placed.xs[at]!, placed.ys[at]!, all.size * 0.5), fill: colorOf(all.theme, 1), stroke: all.theme.background }) // oxfmt-ignore
        const note = edge.drawn === 0 ? sayNothing(room, all, 'No scores to draw') : ''
        if (i === 0) sentences.push(...points.caption, ...edge.sentences('trials'))
        return room.frame + line + points.svg + square + edge.draw() + note
      })
      return { svg: drawn.join(''), caption: [...caption, ...sentences] }
    },
  })
}

interface PanelAxis {
  spec: AxisSpec
  /** The place of each trial on the axis. */
  values: number[]
}

const trialAxis = (trials: number): PanelAxis => ({
  spec: { label: 'trial', domain: domainOf([trials === 0 ? [] : [1, trials]], 'linear'), whole: true },
  values: Array.from({ length: trials }, (_, i) => i + 1),
})

/** Numbers on an axis, on a log axis if they are positive and span a factor of 30 or more. Anything else by name. */
function settingAxis(name: string, trials: readonly SearchTrial[], room: number, size: number): PanelAxis {
  const values = trials.map(({ settings }) => settings[name])
  if (values.every((value) => typeof value === 'number' || value === undefined)) {
    const numbers = values.map((value) => value ?? NaN)
    const known = numbers.filter(Number.isFinite)
    const isLog = known.length > 0 && known.every((x) => x > 0) && Math.max(...known) / Math.min(...known) >= 30
    const scale = isLog ? 'log' : 'linear'
    return { spec: { label: name, domain: domainOf([numbers], scale, 0.06), scale, whole: scale === 'linear' && known.every(Number.isInteger) }, values: numbers } // oxfmt-ignore
  }
  const names = [...new Set(values.map(textOf))]
  const cut = names.map((text) => cutMiddle(text, Math.max(size * 3, room / names.length), size))
  const index = new Map(names.map((text, i) => [text, i + 0.5]))
  return {
    spec: { label: name, domain: [0, names.length], names: cut },
    values: values.map((value) => index.get(textOf(value))!),
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'number' ? formatNumber(value) : typeof value === 'string' ? value : (JSON.stringify(value) ?? '–')

function bestOf(scores: readonly number[], goal: SearchData['goal']): number | undefined {
  const sign = goal === 'minimize' ? 1 : -1
  let best: number | undefined
  scores.forEach((score, i) => {
    if (Number.isFinite(score) && (best === undefined || sign * score < sign * scores[best]!)) best = i
  })
  return best
}

/** A staircase through the best score so far. */
function soFar(
  { xs, ys }: { xs: number[]; ys: number[] },
  scores: readonly number[],
  goal: SearchData['goal'],
  color: string,
): string {
  const sign = goal === 'minimize' ? 1 : -1
  let [best, d] = [Infinity, '']
  scores.forEach((score, i) => {
    if (!Number.isFinite(score) || Number.isNaN(ys[i]!) || sign * score >= best) return
    best = sign * score
    d += d === '' ? `M${round(xs[i]!)} ${round(ys[i]!)}` : `H${round(xs[i]!)}V${round(ys[i]!)}`
  })
  if (d === '') return ''
  return element('path', { d: `${d}H${round(Math.max(...xs))}`, fill: 'none', stroke: color, 'stroke-width': 1.5 })
}

function checkSearch(where: string, search: unknown): SearchData {
  const { goal, trials } = (search ?? {}) as Partial<SearchData>
  if (goal !== 'minimize' && goal !== 'maximize') {
    throw new RangeError(`${where}: the goal is ${show(goal)}. Pass "minimize" or "maximize".`)
  }
  if (!Array.isArray(trials)) throw new TypeError(`${where}: the trials are ${show(trials)}. Pass an array of trials.`)
  trials.forEach((trial: Partial<SearchTrial> | null, i) => {
    const { settings, score } = trial ?? {}
    if (typeof settings !== 'object' || settings === null || (typeof score !== 'number' && score !== null)) {
      throw new TypeError(`${where}: trial ${i} is ${show(trial)}. Pass objects with settings and a score.`)
    }
  })
  return { goal, trials: trials as SearchTrial[] }
}
