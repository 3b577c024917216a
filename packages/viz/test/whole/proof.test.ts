import { expect, test } from '@jest/globals'
import { runs } from '@gradus/testkit'
import { describe as drawing, outline, toDot, type Description, type DrawingOptions } from '@gradus/viz'
import { drawSvg } from '../../src/svg/draw.js'
import type { GraphLayout } from '../../src/svg/layout.js'
import { randomGraph, type RandomGraph } from '../random-graph.js'
import { parsesAsDot, readDot } from '../read-dot.js'
import { all, forbiddenIn, having, parseXml } from '../read-svg.js'

const RUNS = runs(200)

/** Every level of detail, and everything else that changes what is drawn, in turn. */
const OPTIONS = [
  () => ({}),
  () => ({ detail: 'expanded', partials: true }),
  () => ({ detail: 'folded', contributions: true }),
  () => ({ detail: 'groups', theme: 'dark' }),
  () => ({ detail: 'layers', direction: 'TB' }),
  () => ({ detail: 'neurons', frames: true }),
  () => ({ constants: 'hidden', frames: true, color: 'leaf' }),
  () => ({ limit: 4, color: 'sign' }),
  () => ({ detail: 'expanded', constants: 'hidden', limit: 7 }),
  ({ nodes, leaves }) => ({ around: nodes[nodes.length >> 1]!, radius: 1, parameters: leaves.slice(1) }),
  ({ nodes }) => ({ around: nodes[0]!, radius: 3, detail: 'expanded', partials: true, contributions: true }),
  ({ leaves }) => ({ detail: ({ name }) => name.startsWith('g'), parameters: leaves.slice(0, 1), title: leaves[0]!.label, limit: 6 }),
] satisfies ((graph: RandomGraph) => DrawingOptions)[] // oxfmt-ignore

/** A layout without Graphviz: each box has a place of its own. */
function somewhere({ boxes, edges, frames }: Description): GraphLayout {
  const at = (i: number) => ({ x: 200 * i + 100, y: 150 })
  const edge = { curve: [at(0), at(1), at(2), at(3)], tip: at(4), label: at(2) }
  return {
    width: 200 * boxes.length,
    height: 300,
    boxes: new Map(boxes.map(({ id }, i) => [id, at(i)])),
    edges: new Map(edges.map(({ id }) => [id, edge])),
    frames: new Map(frames.map(({ id }) => [id, { ...at(0), width: 9, height: 9 }])),
  }
}

test(`${RUNS} random graphs with hostile labels: DOT parses, SVG is well-formed and leads nowhere, and counts add up`, () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    const graph = randomGraph(seed)
    const options = OPTIONS[seed % OPTIONS.length]!(graph)
    const one = drawing(graph.root, options)
    const { counts, boxes, edges } = one
    try {
      const shown = boxes.filter(({ kind, nodes }) => kind !== 'group' && nodes === 1)
      const sum = (what: 'nodes' | 'edges') =>
        counts.shown[what] + counts.omitted.reduce((all, one) => all + one[what], 0)
      expect([counts.graph, counts.shown, sum('nodes'), sum('edges')]).toEqual([
        { nodes: graph.nodeCount, edges: graph.edgeCount },
        { nodes: shown.length, edges: edges.filter(({ count }) => count > 0).length },
        graph.nodeCount + counts.added.nodes,
        graph.edgeCount + counts.added.edges,
      ])
      if (counts.omitted.some(({ nodes, edges }) => nodes < 0 || edges < 0)) throw new Error('counts below 0')
      if (seed % OPTIONS.length === 0) {
        expect(counts.omitted).toEqual([])
        expect(boxes.filter(({ label }) => label !== '')).toHaveLength(
          graph.nodes.filter(({ label }) => label !== '').length,
        )
      }

      const dot = toDot(one)
      parsesAsDot(dot)
      if (seed % 20 === 0) {
        const read = readDot(dot)
        expect(read.nodes.map(({ name }) => name).sort()).toEqual(boxes.map(({ id }) => id).sort())
        expect(read.edges.map(({ ends }) => ends).sort()).toEqual(
          edges.map(({ from, to }) => `${from} -> ${to}`).sort(),
        )
      }

      const svg = parseXml(drawSvg(one, somewhere(one)))
      expect(forbiddenIn(svg)).toEqual([])
      expect([...having(svg, 'data-node').keys()]).toEqual(boxes.map(({ id }) => id))
      expect([...having(svg, 'data-edge').keys()]).toEqual(edges.map(({ id }) => id))
      expect(all(svg).filter(({ name }) => name === 'desc')).toHaveLength(1)

      const text = outline(one)
      expect(text).not.toMatch(/(?![\n\u200c\u200d])[\p{Cc}\p{Zl}\p{Zp}\u202e\u2066]/u)
      expect(text.split('\n').filter((line) => /^[ng]\d\S*: /.test(line))).toHaveLength(boxes.length)
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error })
    }
  }
})
