/** The plots, which are loaded when a view first needs them. */
import type * as Plots from '@gradus/plot'
import { useEffect, useState } from 'preact/hooks'

/** Undefined while they are loading. */
export function usePlots(): typeof Plots | undefined {
  const [plots, setPlots] = useState<typeof Plots>()
  useEffect(() => void import('@gradus/plot').then(setPlots), [])
  return plots
}
