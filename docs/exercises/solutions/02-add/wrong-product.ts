// fault: the rule of a product
/** A number that remembers how to send its gradient on to the numbers it was made from. */
export class Value {
  data: number
  grad = 0
  backwardStep: () => void = () => {}

  constructor(data: number) {
    this.data = data
  }

  add(other: Value): Value {
    const out = new Value(this.data + other.data)
    out.backwardStep = () => {
      this.grad += other.data * out.grad
      other.grad += this.data * out.grad
    }
    return out
  }
}
