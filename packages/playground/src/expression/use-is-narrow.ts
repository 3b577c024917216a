/** Whether the page is so narrow that graphs go from top to bottom. */
import { useEffect, useState } from 'preact/hooks'

export function useIsNarrow(): boolean {
  const [query] = useState(() => window.matchMedia('(max-width: 640px)'))
  const [isNarrow, setNarrow] = useState(query.matches)
  useEffect(() => {
    const onChange = () => setNarrow(query.matches)
    query.addEventListener('change', onChange)
    return () => query.removeEventListener('change', onChange)
  }, [])
  return isNarrow
}
