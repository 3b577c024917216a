/** The function with the fault, in quotes: 'constructor', 'add', 'mul', 'backward' or 'visit'. */
export const faultIn: string = 'visit'

/** A number that remembers how to send its gradient on to the numbers it was made from. */
export class Value {
  data: number
  grad = 0
  inputs: Value[]
  backwardStep: () => void = () => {}

  constructor(data: number, inputs: Value[] = []) {
    this.data = data
    this.inputs = inputs
  }

  add(other: Value): Value {
    const out = new Value(this.data + other.data, [this, other])
    out.backwardStep = () => {
      this.grad += out.grad
      other.grad += out.grad
    }
    return out
  }

  mul(other: Value): Value {
    const out = new Value(this.data * other.data, [this, other])
    out.backwardStep = () => {
      this.grad += other.data * out.grad
      other.grad += this.data * out.grad
    }
    return out
  }

  /** Computes the gradients of all numbers that this one was made from. */
  backward(): void {
    const order: Value[] = []
    const visited = new Set<Value>()
    const visit = (value: Value): void => {
      if (visited.has(value)) return
      visited.add(value)
      for (const input of value.inputs) visit(input)
      order.push(value)
    }
    visit(this)
    this.grad = 1
    for (const value of order.reverse()) value.backwardStep()
  }
}
