/** Throws an error if the two lists differ by more than `tolerance`, relative to the largest number. */
export function mustMatch(what: string, got: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-9): void {
  let scale = 0
  let worst = 0
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]!))
    worst = Math.max(worst, Math.abs(got[i]! - expected[i]!))
  }
  if (got.length === expected.length && worst <= tolerance * scale) return
  throw new Error(
    `bench: ${what}: the results differ by ${worst / scale} of the largest number, and ${tolerance} is allowed. Correct one of the two.`,
  )
}
