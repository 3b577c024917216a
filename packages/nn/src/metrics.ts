/** How good is a model, in numbers for people. */

/** The index of the largest number; the first of equals. */
export function argmax(xs: readonly number[]): number {
  let best = 0
  for (let i = 1; i < xs.length; i++) if (xs[i]! > xs[best]!) best = i
  return best
}

/** The share of examples whose largest output is that of their class, in [0, 1]. */
export function accuracy(outputs: readonly (readonly number[])[], classes: readonly number[]): number {
  sameLength('accuracy', outputs.length, classes.length)
  return outputs.filter((o, i) => argmax(o) === classes[i]).length / outputs.length
}

/** R² = 1 − Σ(t − o)² / Σ(t − t̄)²: 1 is perfect, 0 as good as always saying the mean. */
export function r2(outputs: readonly number[], targets: readonly number[]): number {
  sameLength('r2', outputs.length, targets.length)
  const mean = targets.reduce((sum, t) => sum + t, 0) / targets.length
  const squares = (f: (t: number, i: number) => number) => targets.reduce((sum, t, i) => sum + f(t, i) ** 2, 0)
  return 1 - squares((t, i) => t - outputs[i]!) / squares((t) => t - mean)
}

function sameLength(where: string, outputs: number, targets: number): void {
  if (outputs === targets && outputs > 0) return
  throw new RangeError(`${where}: ${outputs} outputs and ${targets} targets. Pass one target per output, at least one.`)
}
