/** What the page shows, as one plain object: the settings of each view. Undo, redo and the address work on it. */
import { batch, computed, signal } from '@preact/signals'
import { BY_HAND, type ByHandSettings } from '../by-hand/settings.js'
import { EXPRESSION, type ExpressionSettings } from '../expression/settings.js'
import { NETWORK, type NetworkSettings } from '../network/settings.js'
import { initialOf, type Settings } from './group.js'
import { clearDone } from './messages.js'
import { choiceSetting } from './setting.js'

export interface PageState {
  readonly page: { readonly view: View }
  readonly expression: ExpressionSettings
  readonly byHand: ByHandSettings
  readonly network: NetworkSettings
}

export type View = 'expression' | 'by-hand' | 'network'

export const VIEWS = [
  ['expression', 'Expression'],
  ['by-hand', 'Neuron and δ'],
  ['network', 'Network'],
] as const satisfies readonly (readonly [View, string])[]

export const VIEW_HELP: Readonly<Record<View, string>> = {
  expression: 'Derivatives of an expression, step by step.',
  'by-hand': 'One training step of a small network, computed by hand.',
  network: 'Trains a network on data, and shows what it learns.',
}

/** The settings of each part of the state. */
export const ALL: { readonly [K in keyof PageState]: Settings<PageState[K]> } = {
  page: {
    view: choiceSetting<View>('view', 'expression', VIEWS, { label: 'View', help: 'Which part of the page is shown.' }),
  },
  expression: EXPRESSION,
  byHand: BY_HAND,
  network: NETWORK,
}

export const initialState: PageState = {
  page: initialOf(ALL.page),
  expression: initialOf(ALL.expression),
  byHand: initialOf(ALL.byHand),
  network: initialOf(ALL.network),
}

const present = signal<PageState>(initialState)
const past = signal<readonly PageState[]>([])
const future = signal<readonly PageState[]>([])
/** What the last change was about. A slider that is dragged makes one change, not a hundred. */
let lastChange = ''

/** The state, to read. */
export const state = computed(() => present.value)
export const canUndo = computed(() => past.value.length > 0)
export const canRedo = computed(() => future.value.length > 0)

/** The most changes that can be undone. */
const KEPT = 200

/**
 * Changes settings of one part. Changes about the same thing, one after the other, are undone together; `about` is '' for a
 * change that stands alone.
 */
export function change<K extends keyof PageState>(part: K, values: Partial<PageState[K]>, about = ''): void {
  const next = { ...present.value, [part]: { ...present.value[part], ...values } }
  batch(() => {
    if (about === '' || about !== lastChange) past.value = [...past.value, present.value].slice(-KEPT)
    future.value = []
    present.value = next
    clearDone()
  })
  lastChange = about
}

/** Changes settings of one part as a consequence of the last change, which takes them back too. */
export function amend<K extends keyof PageState>(part: K, values: Partial<PageState[K]>): void {
  present.value = { ...present.value, [part]: { ...present.value[part], ...values } }
}

/** Replaces the whole state, for an address or a file. It can be undone, unless it is where the page begins. */
export function replaceState(next: PageState, isBeginning = false): void {
  batch(() => {
    past.value = isBeginning ? [] : [...past.value, present.value]
    future.value = []
    present.value = next
  })
  lastChange = ''
}

/** Shows another view, which is not a change to undo. */
export function show(view: View): void {
  present.value = { ...present.value, page: { view } }
}

export const undo = (): void => travel(past, future)
export const redo = (): void => travel(future, past)

function travel(from: typeof past, to: typeof past): void {
  const next = from.value.at(-1)
  if (next === undefined) return
  batch(() => {
    to.value = [...to.value, present.value]
    from.value = from.value.slice(0, -1)
    present.value = { ...next, page: present.value.page }
    clearDone()
  })
  lastChange = ''
}
