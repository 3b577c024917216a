/** Σ 100(x_{i+1} − x_i²)² + (1 − x_i)² in one pass. A local variable carries the slope in x_i from one term to the next. */
export function rosenbrock(x: Float64Array, gradient: Float64Array): number {
  const last = x.length - 1
  let value = 0
  let carried = 0
  let xi = x[0]!
  for (let i = 0; i < last; i++) {
    const next = x[i + 1]!
    const t = next - xi * xi
    const u = 1 - xi
    value += 100 * t * t + u * u
    gradient[i] = carried - 400 * xi * t - 2 * u
    carried = 200 * t
    xi = next
  }
  gradient[last] = carried
  return value
}
