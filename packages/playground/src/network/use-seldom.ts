/** For parts of the page that take long to draw: they follow a run a few times a second, not with all of its news. */
import { useEffect, useRef, useState } from 'preact/hooks'

/** The value, but a new one only after a pause, in milliseconds. */
export function useSeldom<T>(value: T, pause: () => number): T {
  const [shown, setShown] = useState(value)
  const latest = useRef(value)
  const timer = useRef<number>()
  latest.current = value
  useEffect(() => {
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined
      setShown(latest.current)
    }, pause())
  })
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return shown
}
