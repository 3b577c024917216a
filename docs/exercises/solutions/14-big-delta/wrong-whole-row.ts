// fault: Divide each number
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
  const m = examples.length
  const Delta = examples[0]!.delta.map(() => new Array<number>(examples[0]!.a.length + 1).fill(0))
  for (const { a, delta } of examples) {
    const inputs = [1, ...a]
    for (let i = 0; i < delta.length; i++) {
      for (let j = 0; j < inputs.length; j++) Delta[i]![j]! += delta[i]! * inputs[j]!
    }
  }
  return Delta.map((row) => (row as unknown as number) / m) as unknown as number[][]
}
