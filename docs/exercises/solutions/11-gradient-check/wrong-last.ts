// fault: The last number is left out
/** The slope of f in each coordinate of xs, from values of f a step h to both sides. */
export function numericalGradient(f: (xs: number[]) => number, xs: number[], h: number): number[] {
  const gradient: number[] = []
  for (let i = 0; i < xs.length - 1; i++) {
    const up = [...xs]
    up[i]! += h
    const down = [...xs]
    down[i]! -= h
    gradient.push((f(up) - f(down)) / (2 * h))
  }
  return gradient
}

/** How far two gradients are apart: the distance |a − b|, relative to |a| + |b|. */
export function relativeError(a: number[], b: number[]): number {
  const length = (v: number[]): number => Math.hypot(...v)
  const sum = length(a) + length(b)
  return sum === 0 ? 0 : length(a.map((ai, i) => ai - b[i]!)) / sum
}
