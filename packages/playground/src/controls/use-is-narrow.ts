/** Whether the page is at most as wide as a number of pixels. */
import { useEffect, useMemo, useState } from 'preact/hooks'

export function useIsNarrow(width = 640): boolean {
  const query = useMemo(() => window.matchMedia(`(max-width: ${width}px)`), [width])
  const [, draw] = useState(query.matches)
  useEffect(() => {
    const onChange = () => draw(query.matches)
    onChange() // it may have changed before
    query.addEventListener('change', onChange)
    return () => query.removeEventListener('change', onChange)
  }, [query])
  return query.matches
}
