/** What the panel shows of a graph. That of a large graph is made in several tasks, so that the page answers in between. */
import { topologicalOrder, type Value } from '@gradus/engine'
import {
  type BackwardStep,
  backwardSteps,
  explainNaN,
  mistakenSteps,
  type NaNExplanation,
  type NaNOptions,
} from '@gradus/explain'
import { walk, type WalkScene } from '@gradus/viz'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { DIGITS } from '../controls/show-number.js'
import { nameNodes, nodeKeys } from './names.js'
import type { Pass } from './settings.js'
import { LARGE } from './use-explainer.js'

/** Who reads about a number that is not finite: whoever has typed the expression, or has trained a network. */
export type NaNReader = NonNullable<NaNOptions['reader']>

export interface Prepared {
  readonly root: Value
  readonly pass: Pass
  readonly scenes: readonly WalkScene[]
  readonly passing: readonly BackwardStep[]
  readonly keys: ReadonlyMap<Value, string>
  readonly nan: NaNExplanation | undefined
}

/** The most boxes of a drawing, so that a step is drawn at once; and of that of a large graph, which takes longer. */
const MOST_BOXES = 60
const MOST_OF_LARGE = 30

/** While a large graph is being prepared, that before it stays. Undefined if there was none. */
export function usePrepared(root: Value, pass: Pass, direction: 'LR' | 'TB', reader: NaNReader): Prepared | undefined {
  const isLarge = useMemo(() => topologicalOrder(root).length > LARGE, [root])
  const tasks = () => preparing(root, pass, direction, reader, isLarge ? MOST_OF_LARGE : MOST_BOXES)
  const atOnce = useMemo(() => (isLarge ? undefined : finished(tasks())), [root, pass, direction])
  const [late, setLate] = useState<Prepared>()
  const preparer = useRef<Preparer>()
  preparer.current ??= new Preparer(setLate)
  useEffect(() => {
    if (isLarge) preparer.current!.wish(tasks)
  }, [root, pass, direction])
  useEffect(() => () => preparer.current!.end(), [])
  return atOnce ?? late
}

/** One task after the other. What is begun is finished, also while a slider moves; then the last wish follows. */
class Preparer {
  #wish: (() => Generator<void, Prepared>) | undefined
  #timer: number | undefined

  constructor(readonly onReady: (prepared: Prepared) => void) {}

  wish(tasks: () => Generator<void, Prepared>): void {
    this.#wish = tasks
    if (this.#timer === undefined) this.#begin()
  }

  end(): void {
    window.clearTimeout(this.#timer)
  }

  #begin(): void {
    const tasks = this.#wish?.()
    this.#wish = undefined
    this.#timer = tasks === undefined ? undefined : window.setTimeout(() => this.#continue(tasks))
  }

  #continue(tasks: Generator<void, Prepared>): void {
    const { done, value } = tasks.next()
    if (done === true) {
      this.onReady(value)
      this.#begin()
    } else this.#timer = window.setTimeout(() => this.#continue(tasks))
  }
}

function* preparing(
  root: Value,
  pass: Pass,
  direction: 'LR' | 'TB',
  reader: NaNReader,
  limit: number,
): Generator<void, Prepared> {
  if (topologicalOrder(root).some(({ label }) => label === '')) nameNodes(root)
  yield
  const keys = nodeKeys(root)
  yield
  const passing = pass === 'right' ? backwardSteps(root) : mistakenSteps(root, pass)
  yield
  const mistake = pass === 'right' ? {} : { mistake: pass }
  const scenes = walk(root, { theme: 'page', partials: true, digits: DIGITS, limit, direction, ...mistake })
  yield
  return { root, pass, scenes, passing, keys, nan: explainNaN(root, { reader }) }
}

function finished(tasks: Generator<void, Prepared>): Prepared {
  for (;;) {
    const { done, value } = tasks.next()
    if (done === true) return value
  }
}
