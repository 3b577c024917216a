/**
 * DOT to SVG by Graphviz, which the package graphviz-cli brings along as WebAssembly: nothing to install, Node only.
 */

// Kept in a variable so that a bundler for browsers, where only toDot is used, leaves the import alone.
const PACKAGE: string = 'graphviz-cli'
type Graphviz = typeof import('graphviz-cli')

let graphviz: Promise<Graphviz> | undefined

/**
 * Draws DOT text as an SVG document. Runs in a worker thread that does not keep the process alive.
 *
 * @throws Error if the text is no DOT, or the graph is too large for Graphviz (a chain of some 10,000 nodes).
 * @example
 * const svg = await renderSvg('digraph { a -> b }')
 * svg.includes('<svg') // => true
 */
export async function renderSvg(dot: string): Promise<string> {
  if (typeof dot !== 'string' || dot.trim() === '') {
    const what = typeof dot === 'string' ? 'is empty' : `is of type ${dot === null ? 'null' : typeof dot}`
    throw new TypeError(`renderSvg: the DOT text ${what}. Pass what toDot() returned.`)
  }
  const { renderGraphFromSource } = await (graphviz ??= load())
  let svg: string
  try {
    svg = await renderGraphFromSource({ input: dot }, { format: 'svg' })
  } catch (error) {
    throw explain(error)
  }
  return uniqueIds(svg, dot)
}

/** Graphviz starts once, at the first drawing; the workers started until then are listened to. */
async function load(): Promise<Graphviz> {
  let module: Graphviz
  try {
    module = (await import(PACKAGE)) as Graphviz
  } catch (cause) {
    throw new Error(
      'renderSvg: graphviz-cli could not be loaded. Call renderSvg in Node, with graphviz-cli installed.',
      {
        cause,
      },
    )
  }
  process.on('worker', dropWidthWarnings)
  try {
    await module.renderGraphFromSource({ input: 'digraph { "×" }' }, { format: 'svg' })
  } finally {
    process.off('worker', dropWidthWarnings)
  }
  return module
}

/**
 * Graphviz prints a warning when it first meets a character beyond ASCII, whose width it does not know. Boxes are given
 * their width by toDot, so the warning is noise; anything else that is printed still comes through.
 */
function dropWidthWarnings({ stderr }: { stderr: NodeJS.ReadableStream }): void {
  stderr.unpipe(process.stderr)
  stderr.on('data', (chunk: Uint8Array) => {
    const rest = String(chunk).replace(/^Warning: no value for width of .*\n/gm, '')
    if (rest !== '') process.stderr.write(rest)
  })
}

function explain(error: unknown): Error {
  const text = (error instanceof Error ? error.message : String(error)).trim().replace(/^Error: /, '')
  const advice = /call stack|memory|out of bounds|unreachable/i.test(text)
    ? 'Draw fewer nodes, with the option limit of toDot.'
    : 'Pass what toDot() returned, or correct the DOT text.'
  return new Error(`renderSvg: Graphviz says ${JSON.stringify(text)}. ${advice}`, { cause: error })
}

/** Graphviz numbers its colour gradients from l_0 in every drawing; two drawings in one page would share them. */
function uniqueIds(svg: string, dot: string): string {
  let hash = 0
  for (let i = 0; i < dot.length; i++) hash = (Math.imul(hash, 31) + dot.charCodeAt(i)) | 0
  return svg.replace(/(="(?:url\(#)?)l_(\d+\)?")/g, `$1g${(hash >>> 0).toString(36)}_$2`)
}
