/** Reads DOT for tests, with the parser of Graphviz. */
import { instance } from '@viz-js/viz'

const viz = await instance()

export interface DotNode {
  name: string
  label: string
  tooltip?: string
}
export interface DotGraph {
  nodes: DotNode[]
  /** `from -> to`, with the label. */
  edges: { ends: string; label: string | undefined; port: string | undefined }[]
  label: string
  clusters: { name: string; label: string }[]
}

/** Reads the text with all its labels, without a layout. @throws Error with what Graphviz says. */
export function parsesAsDot(text: string): true {
  // The engine `nop` wants positions in the text. It reads everything before it complains about them.
  const { status, errors } = viz.render(text, { format: 'canon', engine: 'nop' })
  const serious = errors.filter(
    ({ level, message }) => level === 'error' && !/has no position|required by the -n/.test(message),
  )
  if (status !== 'success' || serious.length > 0) throw new Error(JSON.stringify(errors))
  return true
}

/** The graph that Graphviz reads, after a layout. Graphviz resolves the escapes of labels only in pictures. */
export function readDot(text: string): DotGraph {
  const result = viz.render(text, { format: 'json0' })
  if (result.status === 'failure') throw new Error(JSON.stringify(result.errors))
  const {
    objects = [],
    edges = [],
    label = '',
  } = JSON.parse(result.output) as {
    objects?: (DotNode & { bb?: string })[]
    edges?: { tail: number; head: number; label?: string; headport?: string }[]
    label?: string
  }
  return {
    nodes: objects.filter(({ bb }) => bb === undefined),
    clusters: objects.filter(({ bb }) => bb !== undefined),
    edges: edges.map(({ tail, head, label, headport }) => ({
      ends: `${objects[tail]!.name} -> ${objects[head]!.name}`,
      label: label?.trim(),
      port: headport,
    })),
    label,
  }
}

/** DOT as an SVG picture of Graphviz. */
export const pictureOf = (text: string): string => viz.renderString(text, { format: 'svg' })

/** The texts in the fields of a record, without ports and escapes. */
export function fieldsOf(record: string): string[] {
  const fields: string[] = []
  let field = ''
  const end = () => {
    if (field !== '') fields.push(field)
    field = ''
  }
  for (let i = 0; i < record.length; i++) {
    const c = record[i]!
    if (c === '\\') field += record[++i]!
    else if (c === '<') i = record.indexOf('> ', i) + 1
    else if ('{|}'.includes(c)) end()
    else field += c
  }
  end()
  return fields.map((text) => text.replace(/\u00a0/g, ' ').replace(/&amp;/g, '&'))
}
