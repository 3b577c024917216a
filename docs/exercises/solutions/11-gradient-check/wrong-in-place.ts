// fault: You nudge xs itself
/** The slope of f in each coordinate of xs, from values of f a step h to both sides. */
export function numericalGradient(f: (xs: number[]) => number, xs: number[], h: number): number[] {
  return xs.map((_, i) => {
    xs[i]! += h
    const above = f(xs)
    xs[i]! -= 2 * h
    const below = f(xs)
    return (above - below) / (2 * h)
  })
}

/** How far two gradients are apart: the distance |a − b|, relative to |a| + |b|. */
export function relativeError(a: number[], b: number[]): number {
  const length = (v: number[]): number => Math.hypot(...v)
  const sum = length(a) + length(b)
  return sum === 0 ? 0 : length(a.map((ai, i) => ai - b[i]!)) / sum
}
