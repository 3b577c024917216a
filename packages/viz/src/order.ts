/**
 * Which operands stand in a fixed order. Left alone, Graphviz puts the boxes of a column in any order that has few
 * crossings, and unit 3 of a layer may stand above unit 1. With the attribute `ordering=in` it keeps the operands of a box
 * in the order of their edges.
 */
import type { Box, Operand, Picture } from './near.js'

/**
 * Returns the operands of each box in the order of their edges, and whether Graphviz must keep that order.
 *
 * There is one order for all boxes, because x − y and y − x together have no drawing in which both are in order. If the
 * operands of a box are not in that order and some are leaves, Graphviz is free, so that a weight can stand next to its unit.
 */
export function ordered(picture: Picture): Map<Box, { operands: Operand[]; isFixed: boolean }> {
  const position = positions(picture)
  return new Map(
    picture.boxes.map((box) => {
      const operands = [...box.operands].sort((a, b) => position.get(a.box)! - position.get(b.box)!)
      const isSorted = operands.every((operand, i) => operand === box.operands[i])
      const isFixed = operands.length > 1 && (isSorted || operands.every((operand) => operand.box.kind === 'op'))
      return [box, { operands, isFixed }]
    }),
  )
}

/**
 * The position of each box, depth first from the root. A box with several uses is visited at the one where it comes first
 * among the operands. Cross-entropy, for example, has z₁ − z₃, z₂ − z₃ and z₃ − z₃: here z₃ comes after z₂, not after z₁.
 */
function positions({ boxes, root }: Picture): Map<Box, number> {
  const mainUse = new Map<Box, { user: Box; place: number }>()
  for (const user of boxes) {
    user.operands.forEach(({ box }, place) => {
      const known = mainUse.get(box)
      if (known === undefined || place < known.place) mainUse.set(box, { user, place })
    })
  }
  const position = new Map<Box, number>()
  const stack = [root]
  while (stack.length > 0) {
    const user = stack.pop()!
    position.set(user, position.size)
    const visited = user.operands.filter(({ box }, place) => {
      const use = mainUse.get(box)!
      return use.user === user && use.place === place
    })
    for (const { box } of visited.reverse()) stack.push(box)
  }
  return position
}
