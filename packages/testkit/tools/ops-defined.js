// Where an op is defined, found by trying: each operand from −10 to 10, while the others have the number of the drawing.
import { drawingsOf } from './ops-pictures.js'

/** Such as 'x > 0', or undefined if the op gave a finite number for every one that was tried. */
export function definedFor(op, operands) {
  const [{ at }] = drawingsOf(op, operands)
  if (typeof op.arity !== 'number') return undefined
  const parts = operands.flatMap((name, i) => {
    const others = at(2)
    const isFinite = (x) => Number.isFinite(op.evaluate(others.map((other, k) => (k === i ? x : other))))
    const tried = Array.from({ length: 2001 }, (_, k) => (k - 1000) / 100)
    const fits = tried.filter(isFinite)
    if (fits.length === tried.length) return []
    const [low, high] = [fits[0], fits.at(-1)]
    const holes = tried.filter((x) => low < x && x < high && !isFinite(x))
    return [
      low > -10 ? `${name} ${bound(low, '≥', '>')}` : [],
      high < 10 ? `${name} ${bound(high, '≤', '<')}` : [],
      ...holes.map((x) => `${name} ≠ ${x}`),
    ].flat()
  })
  return parts.length === 0 ? undefined : parts.join(' and ')
}

/** The tried numbers are a hundredth apart, and every bound in the table is an integer. */
const bound = (x, closed, open) => `${Number.isInteger(x) ? closed : open} ${Math.round(x)}`.replace('-', '−')
