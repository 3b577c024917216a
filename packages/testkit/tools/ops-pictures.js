// A plot of each op and of its slope, over the domain that its row gives. An op with several operands is drawn along one of
// them, while the others stay at a number.
import { callFlat } from '@gradus/engine'
import { plotFunction } from '@gradus/plot'

/** How an op is drawn: the text of the call, such as `pow(a, 2)`, the operand that varies, and its range. */
export function drawingOf(op, operands) {
  if (op.arity === 'variadic') return { call: `${op.name}([x, 1])`, along: 'x', at: (x) => [x, 1], range: op.domain[0] }
  if (op.arity === 'paired')
    return { call: `${op.name}([a, 1], [2, 3])`, along: 'a', at: (a) => [a, 1, 2, 3], range: op.domain[0] }
  const numbers = op.domain.map(([low, high]) => (low <= 2 && 2 <= high ? 2 : (low + high) / 2))
  const slopes = numbers.map((_, i) => op.partial(i, numbers, op.evaluate(numbers)))
  const i = Math.max(0, slopes.findIndex((slope) => slope !== 0))
  const texts = numbers.map((number, k) => (k === i ? operands[k] : String(number).replace('-', '−')))
  return {
    call: `${op.name}(${texts.join(', ')})`,
    along: operands[i],
    at: (x) => numbers.map((number, k) => (k === i ? x : number)),
    range: op.domain[i],
  }
}

/** The text of the SVG file. */
export function pictureOf(op, operands) {
  const { call, along, at, range } = drawingOf(op, operands)
  return plotFunction((x) => callFlat(op, at(x)), range, {
    title: `f = ${call}`,
    xLabel: along,
    order: 1,
    width: 420,
    height: 250,
  })
}
