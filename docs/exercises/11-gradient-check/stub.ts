/** The slope of f in each coordinate of xs, from values of f a step h to both sides. */
export function numericalGradient(f: (xs: number[]) => number, xs: number[], h: number): number[] {
  // TODO: return one slope for each number of xs.
  return xs.map(() => 0)
}

/** How far two gradients are apart: the distance |a − b|, relative to |a| + |b|. */
export function relativeError(a: number[], b: number[]): number {
  // TODO: return |a − b| / (|a| + |b|), and 0 if both are 0.
  return 1
}
