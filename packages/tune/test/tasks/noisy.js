/** A valley whose score the seed and the repeat disturb. Where x is "fails", the second repeat does. */
export default function noisy({ x }, { seed, repeat, repeats, number }) {
  if (x === 'fails' && repeat === 2) throw new Error('the second fold is empty')
  const score = (x === 'fails' ? 1 : x - 0.3) ** 2 + repeat / 10 + (seed % 997) / 99_700
  return { score, seed, repeat, repeats, number, text: 'fine', ...(repeat === 1 ? { once: 1 } : {}) }
}
