/** The state in a file, for what is too long for a link. It has the same names and texts as the address. */
import { stateOfTexts, textsOf } from '../state/address.js'
import type { PageState } from '../state/page.js'

const FORMAT = 'gradus-playground'
/** The version of the format. A page reads files of its own version and older ones. */
const VERSION = 1
/** In characters. */
const MOST = 20_000_000

export const fileOf = (state: PageState): string =>
  JSON.stringify({ format: FORMAT, version: VERSION, settings: Object.fromEntries(textsOf(state)) }, null, 2)

/** The state of a file, and what of it could not be read. A text that is no such file is one fault and no state. */
export function stateOfFile(name: string, text: string): { state?: PageState; faults: string[] } {
  const refuse = (why: string) => ({
    faults: [`Open a file: ${why} Choose a file that “Share” of this page has saved, or a model.`],
  })
  const called = `“${name.slice(0, 60)}”`
  if (text.length > MOST) return refuse(`${called} has more than 20 million characters.`)
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    if (/\.(csv|tsv|txt)$/i.test(name)) {
      return { faults: [`Open a file: ${called} is a table, not a model. To train on it, choose “Your own” as Data in the view Network.`] }
    }
    return refuse(`${called} is not JSON.`)
  }
  if (!isObject(content) || content['format'] !== FORMAT || !isObject(content['settings'])) {
    return refuse(`${called} has no state of this page.`)
  }
  if (content['version'] !== VERSION) {
    return refuse(`${called} has version ${String(content['version']).slice(0, 20)}, and this page reads version ${VERSION}.`)
  }
  const texts = Object.entries(content['settings'])
  const faults = texts.flatMap(([key, value]) =>
    typeof value === 'string' ? [] : [`The file has “${key.slice(0, 40)}” without a text. The page uses the default there.`],
  )
  const read = stateOfTexts(new Map(texts.filter((pair): pair is [string, string] => typeof pair[1] === 'string')), 'file')
  return { state: read.state, faults: [...faults, ...read.faults] }
} // oxfmt-ignore

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
