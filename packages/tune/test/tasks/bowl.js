/** A valley with its floor at x = 0.3, k = 7, and a little noise that the seed decides. */
import { Random } from '@gradus/nn'

export default function bowl({ x, k = 7, shape = 'round' }, { seed, number }) {
  const noise = new Random(seed).uniform(0, 0.001)
  const distance = Math.abs(x - 0.3) + Math.abs(k - 7) / 10 + (shape === 'round' ? 0 : 0.1)
  return { score: distance + noise, number, twice: [2 * x] }
}
