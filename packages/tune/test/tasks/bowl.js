/** A valley with its floor at x = 0.3, k = 7, and a little noise that the seed decides. It imports nothing, so that threads start soon. */
export default function bowl({ x, k = 7, shape = 'round' }, { seed, number }) {
  const noise = (seed % 997) / 997_000
  const distance = Math.abs(x - 0.3) + Math.abs(k - 7) / 10 + (shape === 'round' ? 0 : 0.1)
  return { score: distance + noise, number, twice: [2 * x] }
}
