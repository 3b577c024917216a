export function neuron(w: number[], x: number[], b: number) {
  let sum = 0
  const dw: number[] = []
  const dx: number[] = []
  for (const [i, weight] of w.entries()) sum += weight * x[i]!
  const out = Math.tanh(sum + b)
  const slope = (1 - out) * (1 + out)
  for (const [i, weight] of w.entries()) {
    dw.push(slope * x[i]!)
    dx.push(slope * weight)
  }
  return { out, dw, dx, db: slope }
}
