// fault: Skip what was visited.
/** A number of a formula, with the numbers that it was made from. */
export interface Item {
  name: string
  inputs: Item[]
}

/** All numbers that the result was made from, and the result itself: each once, and each after its inputs. */
export function topologicalOrder(result: Item): Item[] {
  const order: Item[] = []
  const visited = new Set<Item>()
  const visit = (item: Item): void => {
    for (const input of item.inputs) visit(input)
    order.push(item)
  }
  visit(result)
  return order
}
