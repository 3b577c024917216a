/** What one example sends to a layer: the outputs a of the layer before, and δ of this layer. */
export interface Example {
  a: number[]
  delta: number[]
}

/**
 * D = Δ / m: the mean gradient of the weights of a layer over m examples. It has one row for each δ and one column for the bias
 * and for each a.
 */
export function meanGradient(examples: Example[]): number[][] {
  const [first] = examples
  return first!.delta.map((_, i) => {
    const mean = (of: (example: Example) => number): number =>
      examples.map(of).reduce((s, x) => s + x, 0) / examples.length
    return [mean(({ delta }) => delta[i]!), ...first!.a.map((_, j) => mean(({ a, delta }) => delta[i]! * a[j]!))]
  })
}
