/**
 * The state in the hash of the address: `#view=expression&f=x*y&at=x:3,y:-4`. Only what differs from the defaults, and only of the
 * view that is shown. The data of the user are never part of it.
 */
import { faultOfStrangers, withoutStrangers } from '../expression/strangers.js'
import { readFrom, written } from './group.js'
import { ALL, initialState, type PageState } from './page.js'

/** A longer hash does not survive being sent around. The state goes into a file then. */
export const LONGEST_HASH = 8192

/** Where the settings of each view are in the state. */
export const PART = { expression: 'expression', 'by-hand': 'byHand', network: 'network' } as const

/** The names and texts of the settings of the view that is shown, as the address and files have them. */
export function textsOf(state: PageState): [name: string, text: string][] {
  const { view } = state.page
  const part = PART[view]
  const values = part === 'expression' ? withoutStrangers(state.expression) : state[part]
  return [['view', view], ...written(ALL[part] as never, values)]
}

/** The hash of a state, with its #. */
export const hashOf = (state: PageState): string => hashOfTexts(textsOf(state))

const hashOfTexts = (texts: readonly (readonly [name: string, text: string])[]): string =>
  `#${texts.map(([name, text]) => `${name}=${encode(text)}`).join('&')}`

/** What an address says in place of parts that are too long for it. Whoever opens it reads why they are missing. */
const LEFT_OUT = 'left-out'
const FAULTS: ReadonlyMap<string | undefined, string> = new Map([
  [
    'weights',
    'The weights of this network are too long for an address. It begins with new ones. “Share” saves them in a file.',
  ],
  ['all', 'What was here is too long for an address. The view begins anew. “Share” saves it in a file.'],
])

/** The hash for the address of the page. Of a state that is too long it has as much as is right without the rest. */
export function shortHashOf(state: PageState): string {
  const whole = hashOf(state)
  if (whole.length <= LONGEST_HASH) return whole
  const rest = textsOf(state).filter(([name]) => name !== 'weights')
  const short = hashOfTexts([...rest, [LEFT_OUT, 'weights']])
  return short.length <= LONGEST_HASH
    ? short
    : hashOfTexts([
        ['view', state.page.view],
        [LEFT_OUT, 'all'],
      ])
}

/** The state of a hash, and what of it could not be read, one message each. */
export function stateOf(hash: string): { state: PageState; faults: string[] } {
  const damaged: string[] = []
  const texts = new Map<string, string>()
  for (const pair of hash.replace(/^#/, '').split('&')) {
    if (pair === '') continue
    const [name, text = ''] = split(pair)
    try {
      texts.set(decodeURIComponent(name), decodeURIComponent(text.replaceAll('+', ' ')))
    } catch {
      damaged.push(`The address has a damaged part, “${pair.slice(0, 40)}”. The page uses the default there.`)
    }
  }
  const leftOut = FAULTS.get(texts.get(LEFT_OUT))
  if (leftOut !== undefined) texts.delete(LEFT_OUT)
  const { state, faults } = stateOfTexts(texts, 'address')
  return { state, faults: [...damaged, ...(leftOut === undefined ? [] : [leftOut]), ...faults] }
}

/** The state of names and texts. `where` they stand is for the messages. */
export function stateOfTexts(
  texts: ReadonlyMap<string, string>,
  where: 'address' | 'file',
): { state: PageState; faults: string[] } {
  const faults: string[] = []
  const page = readFrom(ALL.page, texts, faults)
  const part = PART[page.view]
  const known = new Set(['view', ...Object.values(ALL[part]).map(({ name }) => name)])
  for (const name of texts.keys()) {
    if (!known.has(name)) faults.push(`The ${where} has “${name.slice(0, 40)}”, which this view does not know.`)
  }
  const state: PageState = { ...initialState, page, [part]: readFrom(ALL[part] as never, texts, faults) }
  const fault = texts.has('at') && part === 'expression' ? faultOfStrangers(state.expression) : undefined
  return { state, faults: fault === undefined ? faults : [...faults, fault] }
}

function split(pair: string): [string, string] {
  const at = pair.indexOf('=')
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
}

/** Readable where an address allows it. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll('%20', '+').replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/')
