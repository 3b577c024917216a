/** Returns the linear model w₀ + w·x with the least Σ (w₀ + w·x − y)², for comparison with networks. */
export function leastSquares(inputs: readonly (readonly number[])[], ys: readonly number[]): (x: number[]) => number {
  // The normal equations AᵀA w = Aᵀy with A = [1, x]. They are well conditioned because the columns are standardized.
  const A = inputs.map((x) => [1, ...x])
  const n = A[0]!.length
  const sum = (f: (row: number[], k: number) => number) => A.reduce((s, row, k) => s + f(row, k), 0)
  const M = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n + 1 }, (_, j) => sum((row, k) => row[i]! * (j < n ? row[j]! : ys[k]!))),
  )
  // Gauss–Jordan elimination. It needs no pivoting, because AᵀA is positive definite.
  for (let c = 0; c < n; c++) {
    for (let r = 0; r < n; r++) {
      if (r === c) continue
      const factor = M[r]![c]! / M[c]![c]!
      for (let j = c; j <= n; j++) M[r]![j]! -= factor * M[c]![j]!
    }
  }
  const [bias, ...w] = M.map((row, i) => row[n]! / row[i]!)
  return (x) => w.reduce((y, wi, i) => y + wi * x[i]!, bias!)
}
