/** The slope of f in each coordinate of xs, from values of f a step h to both sides. */
export function numericalGradient(f: (xs: number[]) => number, xs: number[], h: number): number[] {
  const point = xs.slice()
  const slopes: number[] = []
  for (const [i, x] of xs.entries()) {
    point[i] = x + h
    const above = f(point)
    point[i] = x - h
    const below = f(point)
    point[i] = x
    slopes.push((above - below) / h / 2)
  }
  return slopes
}

/** How far two gradients are apart: the distance |a − b|, relative to |a| + |b|. */
export function relativeError(a: number[], b: number[]): number {
  const length = (v: number[]): number => Math.hypot(...v)
  const sum = length(a) + length(b)
  return sum === 0 ? 0 : length(a.map((ai, i) => ai - b[i]!)) / sum
}
