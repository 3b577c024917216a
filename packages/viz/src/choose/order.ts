/**
 * Which operands stand in a fixed order. Left alone, Graphviz puts the boxes of a column in any order that has few
 * crossings, and unit 3 of a layer may stand above unit 1. With the attribute `ordering=in` it keeps the operands of a box
 * in the order of their edges.
 */
import type { Drawn, DrawnOperand } from './nearest.js'

/**
 * Returns the operands of each box in the order of their edges, and whether Graphviz must keep that order.
 *
 * There is one order for all boxes, because x − y and y − x together have no drawing in which both are in order. If the
 * operands of a box are not in that order and some are leaves, Graphviz is free, so that a weight can stand next to its unit.
 */
export function ordered(drawn: readonly Drawn[]): Map<Drawn, { operands: DrawnOperand[]; isFixed: boolean }> {
  const position = positions(drawn)
  return new Map(
    drawn.map((one) => {
      const operands = [...one.operands].sort((a, b) => position.get(a.from)! - position.get(b.from)!)
      const isSorted = operands.every((operand, i) => operand === one.operands[i])
      const isFixed = operands.length > 1 && (isSorted || operands.every(({ from }) => from.form.arity > 0))
      return [one, { operands, isFixed }]
    }),
  )
}

/**
 * The position of each box, depth first from the results that nobody uses. A box with several uses is visited at the one where
 * it comes first among the operands. Cross-entropy, for example, has z₁ − z₃, z₂ − z₃ and z₃ − z₃: here z₃ comes after z₂, not
 * after z₁.
 */
function positions(drawn: readonly Drawn[]): Map<Drawn, number> {
  const mainUse = new Map<Drawn, { user: Drawn; place: number }>()
  for (const user of drawn) {
    user.operands.forEach(({ from }, place) => {
      const known = mainUse.get(from)
      if (known === undefined || place < known.place) mainUse.set(from, { user, place })
    })
  }
  const position = new Map<Drawn, number>()
  const stack = drawn.filter((one) => !mainUse.has(one))
  while (stack.length > 0) {
    const user = stack.pop()!
    position.set(user, position.size)
    const visited = user.operands.filter(({ from }, place) => {
      const use = mainUse.get(from)!
      return use.user === user && use.place === place
    })
    for (const { from } of visited.reverse()) stack.push(from)
  }
  return position
}
