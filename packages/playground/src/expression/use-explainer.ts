/** What explanations say about single nodes of a graph. */
import { topologicalOrder, type Value } from '@gradus/engine'
import { type ExplainedStep, stepExplainer } from '@gradus/explain'
import { useEffect, useMemo, useState } from 'preact/hooks'

export type Explain = (node: Value) => ExplainedStep | undefined

/** A graph of more nodes is large. */
export const LARGE = 200

/** For a large graph it says nothing at first, and is there a moment later, so that the page answers in between. */
export function useExplainer(root: Value): Explain {
  const atOnce = useMemo(() => (topologicalOrder(root).length > LARGE ? undefined : stepExplainer(root)), [root])
  const [late, setLate] = useState<{ readonly root: Value; readonly explain: Explain }>()
  useEffect(() => {
    if (atOnce !== undefined) return undefined
    const timer = window.setTimeout(() => setLate({ root, explain: stepExplainer(root) }))
    return () => window.clearTimeout(timer)
  }, [root])
  return atOnce ?? (late?.root === root ? late.explain : nothing)
}

const nothing: Explain = () => undefined
