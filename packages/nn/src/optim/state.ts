/** The parts of an optimizer's state: what it keeps between steps, how a copy is saved, and which saved copies fit. */
import { show } from '@gradus/engine/errors'

export interface StatePart {
  /** A plain copy for JSON. */
  save(): number | number[]
  /** What is wrong with a saved copy called `name`, or undefined if it fits. */
  fault(name: string, saved: unknown): string | undefined
  /** Takes the numbers of a copy that fits. */
  restore(saved: number | number[]): void
}

/** A list of numbers, all 0 at first: usually one per parameter. */
export class StateArray implements StatePart {
  readonly numbers: Float64Array

  /** @param neverNegative whether the numbers are squares or sums of squares */
  constructor(
    length: number,
    private readonly neverNegative = false,
  ) {
    this.numbers = new Float64Array(length)
  }

  save(): number[] {
    return [...this.numbers]
  }

  fault(name: string, saved: unknown): string | undefined {
    if (!Array.isArray(saved) || saved.length !== this.numbers.length) return `${name} is ${show(saved)}`
    const i = saved.findIndex((x: unknown) => typeof x !== 'number' || (this.neverNegative && x < 0))
    return i < 0 ? undefined : `${name}[${i}] is ${show(saved[i])}`
  }

  restore(saved: number[]): void {
    this.numbers.set(saved)
  }
}

/** A count of steps or pairs, from 0. */
export class Counter implements StatePart {
  value = 0

  save(): number {
    return this.value
  }

  fault(name: string, saved: unknown): string | undefined {
    return Number.isSafeInteger(saved) && (saved as number) >= 0 ? undefined : `${name} is ${show(saved)}`
  }

  restore(saved: number): void {
    this.value = saved
  }
}
