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
  const parts = examples.map(({ a, delta }) => delta.map((di) => [1, ...a].map((input) => di * input)))
  return parts[0]!.map((row, i) => row.map((_, j) => parts.reduce((sum, part) => sum + part[i]![j]!, 0) / parts.length))
}
