/** The slope of f in each coordinate of xs, from values of f a step h to both sides. */
export function numericalGradient(f: (xs: number[]) => number, xs: number[], h: number): number[] {
  return xs.map((x, i) => {
    const moved = (by: number): number => f(xs.map((other, j) => (j === i ? x + by : other)))
    return (moved(h) - moved(-h)) / (2 * h)
  })
}

/** How far two gradients are apart: the distance |a − b|, relative to |a| + |b|. */
export function relativeError(a: number[], b: number[]): number {
  const norm = (v: number[]): number => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0))
  const apart = norm(a.map((x, i) => x - b[i]!))
  return apart === 0 ? 0 : apart / (norm(a) + norm(b))
}
