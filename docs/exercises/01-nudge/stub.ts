/** The slope of f at x, from two values of f: a step h to the right of x, and a step h to the left. */
export function slope(f: (x: number) => number, x: number, h: number): number {
  // TODO: return the difference of the two values, divided by the distance between the two places.
  return 0
}
