// fault: A number can be near to the result
/** A number of a formula, with the numbers that it was made from. */
export interface Item {
  name: string
  inputs: Item[]
}

/** All numbers that the result was made from, and the result itself: each once, and each after its inputs. */
export function topologicalOrder(result: Item): Item[] {
  const order = [result]
  for (const item of order) for (const input of item.inputs) if (!order.includes(input)) order.push(input)
  return order.reverse()
}
