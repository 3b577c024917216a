// fault: Multiply them by delta.
/** A neuron, tanh(w1 · x1 + w2 · x2 + … + b), and how fast its output changes with each weight, each input, and b. */
export function neuron(w: number[], x: number[], b: number): { out: number; dw: number[]; dx: number[]; db: number } {
  let z = b
  for (let i = 0; i < w.length; i++) z += w[i]! * x[i]!
  const out = Math.tanh(z)
  const delta = 1 - out * out
  const db = delta
  const dw = x
  const dx = w
  return { out, dw, dx, db }
}
