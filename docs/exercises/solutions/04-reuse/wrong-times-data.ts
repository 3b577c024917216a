// fault: Your receive multiplies by data
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

  /** Takes in one part of the gradient. It is called once for each use of this number. */
  receive(part: number): void {
    this.grad += part * this.data
  }

  /** Forgets the gradient, before another formula is differentiated. */
  zeroGrad(): void {
    this.grad = 0
  }

  add(other: Value): Value {
    const out = new Value(this.data + other.data, [this, other])
    out.backwardStep = () => {
      this.receive(out.grad)
      other.receive(out.grad)
    }
    return out
  }

  mul(other: Value): Value {
    const out = new Value(this.data * other.data, [this, other])
    out.backwardStep = () => {
      this.receive(other.data * out.grad)
      other.receive(this.data * out.grad)
    }
    return out
  }

  /** Computes the gradients of all numbers that this one was made from. The next exercise is about the order. */
  backward(): void {
    const order: Value[] = []
    const visit = (value: Value): void => {
      if (order.includes(value)) return
      value.inputs.forEach(visit)
      order.push(value)
    }
    visit(this)
    this.grad = 1
    for (const value of order.reverse()) value.backwardStep()
  }
}
