// fault: any number of inputs
/** A neuron, tanh(w1 · x1 + w2 · x2 + … + b), and how fast its output changes with each weight, each input, and b. */
export function neuron(w: number[], x: number[], b: number): { out: number; dw: number[]; dx: number[]; db: number } {
  const z = w[0]! * x[0]! + w[1]! * x[1]! + b
  const out = Math.tanh(z)
  const delta = 1 - out * out
  const db = delta
  const dw = x.map((xi) => delta * xi)
  const dx = w.map((wi) => delta * wi)
  return { out, dw, dx, db }
}
