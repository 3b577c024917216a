/** Every path to a leaf, and their sum. */
import type { Value } from '@gradus/engine'
import { type Path, type PathEdge, type Paths, pathsDown, pathsOf } from '../paths.js'
import type { Line, Section } from './layout.js'
import { type Scene, stepOf } from './scene.js'
import { counted } from './writer.js'

/** The most paths that are listed one by one, the most edges of a path, and the most branches. */
const PATHS = 40
const EDGES = 6
const BRANCHES = 12
/** The most leaves whose paths are listed, and whose paths are counted, unless one leaf is asked for. */
const LEAVES = 3
const COUNTED = 12

/** The most edges of all listed paths together. */
const ALL_EDGES = 1_000_000

/** The paths to each leaf that has more than one; undefined if there is no such leaf. */
export function pathsSection(scene: Scene): Section | undefined {
  const { graph, leaves, writer } = scene
  const title = 'Paths to leaves that are reached in several ways'
  const several = leaves
    .slice(0, COUNTED)
    .map((leaf) => ({ leaf, count: pathsDown(graph, leaf).at(-1)! }))
    .filter(({ count }) => count > 1)
  if (several.length === 0) return undefined
  if (several.length > LEAVES) {
    const counts = several.map(({ leaf, count }) => `${writer.name(leaf)}${writer.words(`: ${pathCount(count)}`)}`)
    const more = leaves.length > COUNTED ? [writer.dots] : []
    return {
      title,
      lines: [...[...counts, ...more].map((math) => ({ math, level: 1 })), { words: 'Pass a leaf to see its paths.' }],
    }
  }
  const lines = several.flatMap(({ leaf }) => pathLines(scene, leaf))
  lines.push({
    words:
      'A gradient is the sum over all paths of the product of their slopes. Added up like this, it may round differently than in the backward pass, which adds up at each node.',
  })
  return { title, lines }
}

function pathLines(scene: Scene, leaf: Value): Line[] {
  const { graph, steps, writer, root } = scene
  const limit = Math.min(PATHS, Math.floor(ALL_EDGES / graph.order.length))
  const found = pathsOf(graph, steps, leaf, limit)
  const gradient = stepOf(scene, leaf).gradient
  if (found.paths === undefined) return branchLines(scene, leaf, found)
  const heading = `${writer.name(root)}${writer.words(' to ')}${writer.name(leaf)}${writer.words(`: ${pathCount(found.count)}`)}`
  const products = found.paths.map((path) => path.product)
  const sum = products.reduce((s, x) => s + x, 0)
  const terms = products.length <= EDGES ? [writer.sum(products)] : []
  return [
    { math: heading, level: 1 },
    ...found.paths.map((path) => pathLine(scene, path)),
    { math: [`${writer.words('sum: ')}${writer.gradient(leaf)}`, ...terms, writer.number(sum)].join(' = '), level: 2 },
    ...(Number.isFinite(sum) || !Number.isFinite(gradient) ? [] : [infiniteSlope(scene, gradient)]),
  ]
}

/** Where the arrivals at a node cancel, the backward pass stops, and an infinite slope below does not count. */
const infiniteSlope = ({ writer }: Scene, gradient: number): Line => ({
  math: `${writer.words('A slope on a path is infinite, but 0 arrives there. So the backward pass gives ')}${writer.number(gradient)}`,
  level: 2,
})

/** f → v1 → x: 1 · 3 = 3 */
function pathLine({ writer, root }: Scene, { edges, product }: Path): Line {
  const names = [writer.name(root), ...shortened(edges, (edge) => writer.end(edge.node, edge.operand), writer.dots)]
  const factors = shortened(
    edges,
    (edge, i) => (i === 0 ? writer.number(edge.partial) : writer.operand(edge.partial)),
    writer.dots,
  )
  const numbers = edges.length === 1 ? [] : [writer.timesAll(factors)]
  return {
    math: `${writer.path(names)}${writer.words(': ')}${[...numbers, writer.number(product)].join(' = ')}`,
    level: 2,
  }
}

/** One text for each edge; of a long path only those at both ends. */
function shortened(edges: readonly PathEdge[], write: (edge: PathEdge, i: number) => string, dots: string): string[] {
  if (edges.length <= EDGES) return edges.map(write)
  const half = EDGES / 2
  const last = edges.slice(-half).map((edge, k) => write(edge, edges.length - half + k))
  return [...edges.slice(0, half).map(write), dots, ...last]
}

/** Too many paths: one line for each use of the leaf. */
function branchLines({ writer, root }: Scene, leaf: Value, { count, branches }: Paths): Line[] {
  const heading = `${writer.name(root)}${writer.words(' to ')}${writer.name(leaf)}${writer.words(`: ${pathCount(count)}, grouped by their last edge`)}`
  const line = (what: string, count: number, sum: number): Line => ({
    math: `${what}${writer.words(`: ${pathCount(count)}, sum `)}${writer.number(sum)}`,
    level: 2,
  })
  const shown = branches.slice(0, branches.length > BRANCHES ? BRANCHES - 1 : BRANCHES)
  const rest = branches.slice(shown.length)
  const total = (list: typeof branches, of: 'count' | 'sum') => list.reduce((s, branch) => s + branch[of], 0)
  return [
    { math: heading, level: 1 },
    ...shown.map(({ node, operand, count, sum }) =>
      line(writer.path([writer.dots, writer.name(node), writer.end(node, operand)]), count, sum),
    ),
    ...(rest.length === 0
      ? []
      : [line(writer.words(counted(rest.length, 'more edge')), total(rest, 'count'), total(rest, 'sum'))]),
    { math: `${writer.words('sum: ')}${writer.gradient(leaf)} = ${writer.number(total(branches, 'sum'))}`, level: 2 },
  ]
}

const pathCount = (count: number): string =>
  count >= Number.MAX_SAFE_INTEGER ? 'more than 9e15 paths' : counted(count, 'path')
