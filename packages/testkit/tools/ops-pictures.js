// Plots of each op and of its slope, over the domain that its row gives. An op with several operands is drawn along one of
// them, while the others stay at a number: 2, or the middle of their domain if 2 is outside.
import { callFlat } from '@gradus/engine'
import { plotFunction } from '@gradus/plot'

/**
 * How an op is drawn, for each operand along which it has a slope there, but only for the first if they can be swapped:
 * the file, the text of the call such as `pow(a, 2)`, the operand that varies, all operands when it is x, and its range.
 */
export function drawingsOf(op, operands) {
  const { name, arity, domain } = op
  if (arity === 'variadic')
    return [{ file: `${name}.svg`, call: `${name}([x, 1])`, along: 'x', at: (x) => [x, 1], range: domain[0] }]
  if (arity === 'paired')
    return [{ file: `${name}.svg`, call: `${name}([a, 1], [2, 3])`, along: 'a', at: (a) => [a, 1, 2, 3], range: domain[0] }] // oxfmt-ignore
  const numbers = domain.map(([low, high]) => (low <= 2 && 2 <= high ? 2 : (low + high) / 2))
  const sloping = operands.flatMap((_, i) => (op.partial(i, numbers, op.evaluate(numbers)) === 0 ? [] : [i]))
  const drawn = sloping.length === 0 ? [0] : op.commutes ? sloping.slice(0, 1) : sloping
  return drawn.map((i, k) => ({
    file: k === 0 ? `${name}.svg` : `${name}-${operands[i]}.svg`,
    call: `${name}(${numbers.map((number, j) => (j === i ? operands[j] : number)).join(', ')})`,
    along: operands[i],
    at: (x) => numbers.map((number, j) => (j === i ? x : number)),
    range: domain[i],
  }))
}

/** The text of the SVG file. */
export const drawingAsSvg = (op, { call, along, at, range }) =>
  plotFunction((x) => callFlat(op, at(x)), range, {
    title: `f = ${call}`,
    xLabel: along,
    order: 1,
    width: 420,
    height: 250,
  })
