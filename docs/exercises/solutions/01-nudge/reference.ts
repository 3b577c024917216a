/** The slope of f at x, from two values of f: a step h to the right of x, and a step h to the left. */
export function slope(f: (x: number) => number, x: number, h: number): number {
  return (f(x + h) - f(x - h)) / (2 * h)
}
