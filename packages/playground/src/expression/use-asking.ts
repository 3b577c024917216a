/** The state of "Ask me first": which questions are done. It begins again when the graph or its numbers change. */
import type { Value } from '@gradus/engine'
import { useMemo, useState } from 'preact/hooks'
import { change } from '../state/page.js'
import { type Asked, questionsOf } from './questions.js'

export interface Asking {
  readonly asked: readonly Asked[]
  readonly answers: readonly number[]
  readonly found: number
  /** The next question. Undefined at the end. */
  readonly next: Asked | undefined
  readonly onAnswer: (answer: number, isFound: boolean) => void
  readonly onAgain: () => void
  readonly onEnd: () => void
}

/** Undefined if the page does not ask, or if the graph is too large for it. */
export function useAsking(root: Value, isWanted: boolean): Asking | undefined {
  const asked = useMemo(() => (isWanted ? questionsOf(root) : undefined), [root, isWanted])
  const [given, setGiven] = useState<{ asked: unknown; answers: readonly number[]; found: number }>()
  if (asked === undefined) return undefined
  const { answers, found } = given?.asked === asked ? given : { answers: [], found: 0 }
  return {
    asked,
    answers,
    found,
    next: asked[answers.length],
    onAnswer: (answer, isFound) => setGiven({ asked, answers: [...answers, answer], found: found + (isFound ? 1 : 0) }),
    onAgain: () => setGiven(undefined),
    onEnd: () => change('expression', { ask: false }),
  }
}
