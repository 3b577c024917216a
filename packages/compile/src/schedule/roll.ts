/**
 * Finds the loops in lists of addresses. Sequences that advance together by equal steps become nested loops with
 * strides.
 *
 *     a: 0 0 0 1 1 1     one block, dims [2, 3]:
 *     b: 5 6 7 5 6 7     a has strides [1, 0], b has strides [0, 1]
 */

/** Loops that cover some positions of the sequences. */
export interface Block {
  /** The first position. */
  readonly start: number
  readonly dims: readonly number[]
  /** For each sequence, one stride per loop. */
  readonly strides: readonly (readonly number[])[]
}

type Sequence = ArrayLike<number>

/** Returns blocks that together cover the positions 0 … count − 1, in order. The search ends when they are more than `most`. */
export function roll(sequences: readonly Sequence[], count: number, most = count): Block[] {
  const blocks: Block[] = []
  for (let start = 0; start < count && blocks.length <= most;) {
    const block = rollFrom(sequences, start, count)
    blocks.push(block)
    start += sizeOf(block)
  }
  return blocks
}

/** The block that covers all positions; undefined if there is none. */
export function oneBlock(sequences: readonly Sequence[], count: number): Block | undefined {
  const block = rollFrom(sequences, 0, count)
  return sizeOf(block) === count ? block : undefined
}

/** How many positions a block covers. */
export const sizeOf = ({ dims }: Block): number => dims.reduce((size, count) => size * count, 1)

function rollFrom(sequences: readonly Sequence[], start: number, count: number): Block {
  const dims: number[] = []
  const strides: number[][] = sequences.map(() => [])
  for (let size = 1; ;) {
    const steps = sequences.map((s) => s[start + size]! - s[start]!)
    let repeats = 1
    // WebAssembly adds an unsigned offset to an address, so strides must not be negative.
    const forward = steps.every((step) => step >= 0)
    while (forward && start + (repeats + 1) * size <= count && matches(sequences, start, size, repeats, steps))
      repeats++
    if (repeats === 1) break
    dims.unshift(repeats)
    strides.forEach((list, i) => list.unshift(steps[i]!))
    size *= repeats
  }
  return { start, dims, strides }
}

/** Whether the block after `repeats` others of this size equals the first one, moved by that many steps. */
function matches(sequences: readonly Sequence[], start: number, size: number, repeats: number, steps: number[]) {
  const from = start + repeats * size
  for (let i = 0; i < sequences.length; i++) {
    const sequence = sequences[i]!
    const moved = repeats * steps[i]!
    for (let t = 0; t < size; t++) if (sequence[from + t] !== sequence[start + t]! + moved) return false
  }
  return true
}
