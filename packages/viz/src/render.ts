/** Turns DOT into SVG with Graphviz. The package graphviz-cli contains Graphviz as WebAssembly and runs in Node. */
import { checkOptions, show } from '@gradus/engine/errors'
import { draw, NoGraphvizError, TimeLimitError } from './graphviz.js'

export interface RenderOptions {
  /** The most milliseconds for this drawing: more than 0 and at most 2,147,483,647, or Infinity. Default 10,000. */
  timeLimit?: number
}

const LONGEST = 2 ** 31 - 1 // the longest delay of setTimeout

/**
 * Draws DOT text as an SVG document.
 *
 * Graphviz runs in a child process, which does not keep your program alive. If a drawing takes longer than `timeLimit`,
 * that process is ended. Drawings wait for each other, and the wait does not count.
 *
 * @throws Error if the text is not DOT, if the time limit is exceeded, or if Graphviz runs out of stack, which happens with
 * a chain of about 10,000 nodes. TypeError or RangeError for a wrong argument.
 * @example
 * const svg = await renderSvg('digraph { a -> b }')
 * svg.includes('<svg') // => true
 */
export async function renderSvg(dot: string, options: RenderOptions = {}): Promise<string> {
  if (typeof dot !== 'string' || dot.trim() === '') {
    const what = typeof dot === 'string' ? 'is empty' : `is of type ${dot === null ? 'null' : typeof dot}`
    throw new TypeError(`renderSvg: the DOT text ${what}. Pass what toDot() returned.`)
  }
  checkOptions('renderSvg', options, ['timeLimit'])
  const { timeLimit = 10_000 } = options
  checkTimeLimit(timeLimit)
  try {
    return uniqueIds(await draw(dot, timeLimit), dot)
  } catch (error) {
    throw explain(error, timeLimit)
  }
}

function checkTimeLimit(timeLimit: unknown): void {
  const message = `renderSvg: the option timeLimit is ${show(timeLimit)}. Pass milliseconds, up to ${LONGEST.toLocaleString('en-US')}, or Infinity.`
  if (typeof timeLimit !== 'number') throw new TypeError(message)
  if (!(timeLimit > 0 && (timeLimit <= LONGEST || timeLimit === Infinity))) throw new RangeError(message)
}

function explain(cause: unknown, timeLimit: number): Error {
  if (cause instanceof TimeLimitError) {
    return new Error(
      `renderSvg: Graphviz did not finish within ${timeLimit / 1000} s. Draw fewer nodes, with the option limit of toDot, or raise the option timeLimit.`,
    )
  }
  if (cause instanceof NoGraphvizError) {
    return new Error(
      'renderSvg: graphviz-cli could not be loaded. Call renderSvg in Node, with graphviz-cli installed.',
      { cause },
    )
  }
  const text = String(cause)
    .replace(/^(Error: )*/, '')
    .trim()
  const advice = /call stack|memory|out of bounds|unreachable|process ended/i.test(text)
    ? 'Draw fewer nodes, with the option limit of toDot.'
    : 'Pass what toDot() returned, or correct the DOT text.'
  return new Error(`renderSvg: Graphviz says ${JSON.stringify(text)}. ${advice}`, { cause })
}

/** Makes the ids of color gradients unique. Graphviz starts with l_0 in every drawing, and one page may have two. */
function uniqueIds(svg: string, dot: string): string {
  let hash = 0
  for (let i = 0; i < dot.length; i++) hash = (Math.imul(hash, 31) + dot.charCodeAt(i)) | 0
  return svg.replace(/(="(?:url\(#)?)l_(\d+\)?")/g, `$1g${(hash >>> 0).toString(36)}_$2`)
}
