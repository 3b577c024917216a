import { expect, test } from '@jest/globals'
import { describe as drawing, type Description, type DrawingOptions, outline, renderSvg, toDot } from '@gradus/viz'
import { network, squares } from '../networks.js'
import { fieldsOf, readDot } from '../read-dot.js'
import { having, parseXml, textsOf } from '../read-svg.js'

const { inputs, parameters, run } = network([2, 3, 2])
const loss = squares(run(inputs))
loss.backward()

/** What each of the outputs must show: the texts of each box, the ends and texts of edges, title and notes. */
interface Shown {
  boxes: [id: string, texts: string[]][]
  edges: string[]
  lines: string[]
}

const sorted = ({ boxes, edges, lines }: Shown): Shown => ({
  boxes: boxes.map(([id, texts]): [string, string[]] => [id, [...texts].sort()]).sort(([a], [b]) => (a < b ? -1 : 1)),
  edges: [...edges].sort(),
  lines,
})

const fromDescription = ({ boxes, edges, title, notes }: Description): Shown => ({
  boxes: boxes.map(({ id, lines }) => [id, lines.flatMap(({ cells }) => cells.map(({ text }) => text))]),
  edges: edges.map(({ from, to, text }) => `${from} ${to} ${text}`.trim()),
  lines: [...(title === '' ? [] : [title]), ...notes],
})

/** Fields of ports are not texts of the box. */
function fromDot(dot: string, { boxes }: Description): Shown {
  const { nodes, edges, label } = readDot(dot)
  const ports = new Map(boxes.map((box) => [box.id, box.ports.length]))
  return {
    boxes: nodes.map(({ name, label: record }) => [name, fieldsOf(record).slice(ports.get(name)!)]),
    edges: edges.map(({ ends, label: text }) => `${ends.replace(' -> ', ' ')} ${text ?? ''}`.trim()),
    lines: label.split('<BR ALIGN="LEFT"/>').filter((line) => line !== '' && !line.startsWith('<FONT')),
  }
}

function fromSvg(text: string, { boxes, edges }: Description): Shown {
  const svg = parseXml(text)
  const ports = new Map(boxes.map((box) => [box.id, box.ports.length]))
  const drawn = having(svg, 'data-edge')
  const outside = svg.children.filter(({ name }) => name === 'text').map((element) => element.text)
  const graph = svg.children.find(({ name }) => name === 'g')!
  const atEdges = graph.children.filter(({ name }) => name === 'text').map((element) => element.text)
  expect([...drawn.keys()]).toEqual(edges.map(({ id }) => id))
  return {
    boxes: [...having(svg, 'data-node')].map(([id, element]) => [id, textsOf(element).slice(ports.get(id)!)]),
    edges: edges.map(({ from, to, text: own }) => `${from} ${to} ${own === '' ? '' : atEdges.shift()!}`.trim()),
    lines: outside,
  }
}

function fromOutline(text: string): Shown {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => /^\d[\d,]* nodes?, /.test(line))
  const boxes = lines.filter((line) => /^[ng]\d+\S*: /.test(line))
  return {
    boxes: boxes.map((line) => {
      const [, id, rest] = /^(\S+): (.*)$/.exec(line)!
      return [id!, rest!.replace(/(^|, )(from|to) [ng]\d.*$/, '').split(/, (?!\d+ (?:leaves|parameters))/)]
    }),
    edges: boxes.flatMap((line) => {
      const [, id] = /^(\S+): /.exec(line)!
      const [, operands = ''] = / from (.*?)(?:, to |$)/.exec(line) ?? []
      return [...operands.matchAll(/([ng]\d+\w*)(?: \((.*?)\))?/g)].map(([, from, own]) =>
        `${from} ${id} ${own ?? ''}`.trim(),
      )
    }),
    lines: [...lines.slice(0, first), ...lines.slice(first + 1, lines.indexOf(boxes[0]!))],
  }
}

test.each<[string, DrawingOptions]>([
  ['every op', {}],
  ['slopes and contributions', { partials: true, contributions: true, title: 'a title' }],
  ['expanded', { detail: 'expanded', partials: true, limit: 30 }],
  ['by layers', { detail: 'layers', parameters }],
  ['by neurons', { detail: 'neurons' }],
  ['folded', { detail: 'folded', parameters }],
  ['a neighborhood', { around: inputs[0]!, radius: 2, constants: 'hidden' }],
])('description, DOT, SVG and outline show the same: %s', async (_, options) => {
  const one = drawing(loss, options)
  const expected = sorted(fromDescription(one))
  expect(sorted(fromDot(toDot(one), one))).toEqual(expected)
  expect(sorted(fromSvg(await renderSvg(one), one))).toEqual(expected)
  expect(sorted(fromOutline(outline(one)))).toEqual(expected)
})
