/** A neuron, tanh(w1 · x1 + w2 · x2 + … + b), and how fast its output changes with each weight, each input, and b. */
export function neuron(w: number[], x: number[], b: number): { out: number; dw: number[]; dx: number[]; db: number } {
  // TODO: z is the sum of all weights times their inputs, and b.
  const z = 0
  const out = Math.tanh(z)
  // TODO: delta is ∂out/∂z.
  const delta = 0
  const db = delta
  // TODO: dw has ∂out/∂w for each weight, and dx has ∂out/∂x for each input.
  const dw = w.map(() => 0)
  const dx = x.map(() => 0)
  return { out, dw, dx, db }
}
