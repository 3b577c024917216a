/** A number of a formula, with the numbers that it was made from. */
export interface Item {
  name: string
  inputs: Item[]
}

/** All numbers that the result was made from, and the result itself: each once, and each after its inputs. */
export function topologicalOrder(result: Item): Item[] {
  // Counts how often each number is used, and takes a number when all its uses have been taken.
  const uses = new Map<Item, number>([[result, 0]])
  const all = [result]
  for (const item of all) {
    for (const input of item.inputs) {
      if (!uses.has(input)) all.push(input)
      uses.set(input, (uses.get(input) ?? 0) + 1)
    }
  }
  const order: Item[] = []
  const ready = [result]
  for (let item = ready.pop(); item !== undefined; item = ready.pop()) {
    order.unshift(item)
    for (const input of item.inputs) {
      uses.set(input, uses.get(input)! - 1)
      if (uses.get(input) === 0) ready.push(input)
    }
  }
  return order
}
