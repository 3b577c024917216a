/** Where the reader stands in the steps of both passes, and whether they play. */
import { useEffect, useState } from 'preact/hooks'

export interface Steps {
  readonly step: number
  readonly count: number
  /** The last step that may be shown now. */
  readonly most: number
  /** 1 while it plays, −1 in reverse. */
  readonly playing: 0 | 1 | -1
  /** Goes to a step, as far as there is one, and pauses. */
  go(step: number): void
  /** Goes to the last step that may be shown, and to later ones when they may be. */
  goToLatest(): void
  /** Plays on from here; from the first step if this is the last. */
  play(direction: 1 | -1): void
  pause(): void
  /** Steps per second. */
  readonly speed: number
  setSpeed(speed: number): void
}

/**
 * Steps from 0 to count − 1. It begins at the last one, where all numbers are there, and does so again when their number
 * changes. With `most`, later steps stay hidden.
 */
export function useSteps(count: number, most = count - 1): Steps {
  const [at, setAt] = useState<{ step: number; count: number }>()
  const [playing, setPlaying] = useState<0 | 1 | -1>(0)
  const [speed, setSpeed] = useState(1)
  const step = Math.min(at?.count === count ? at.step : count - 1, most)
  const show = (next: number) => setAt({ step: Math.max(0, Math.min(most, next)), count })
  useEffect(() => {
    if (playing === 0) return
    const next = step + playing
    if (next < 0 || next > most) return setPlaying(0)
    const timer = window.setTimeout(() => show(next), 1000 / speed)
    return () => window.clearTimeout(timer)
  }, [playing, step, most, count, speed])
  return {
    step,
    count,
    most,
    playing,
    speed,
    setSpeed,
    go(next) {
      setPlaying(0)
      show(next)
    },
    play(direction) {
      if (direction === 1 && step === most) show(0)
      setPlaying(direction)
    },
    goToLatest() {
      setPlaying(0)
      setAt(undefined)
    },
    pause: () => setPlaying(0),
  }
}

/** The keys of the graph and of the stepper: the space bar plays and pauses, a comma and a point step. */
export function stepKey(steps: Steps, key: string): boolean {
  const { step, playing } = steps
  if (key === ' ') {
    if (playing === 0) steps.play(1)
    else steps.pause()
  } else if (key === ',') steps.go(step - 1)
  else if (key === '.') steps.go(step + 1)
  else return false
  return true
}
