/** Whether the page is at most as wide as a number of pixels. At 640, graphs go from top to bottom. */
import { useEffect, useState } from 'preact/hooks'

export function useIsNarrow(width = 640): boolean {
  const [query] = useState(() => window.matchMedia(`(max-width: ${width}px)`))
  const [isNarrow, setNarrow] = useState(query.matches)
  useEffect(() => {
    const onChange = () => setNarrow(query.matches)
    query.addEventListener('change', onChange)
    return () => query.removeEventListener('change', onChange)
  }, [])
  return isNarrow
}
