// fault: You multiply by the number itself.
/** A number that remembers how to send its gradient on to the numbers it was made from. */
export class Value {
  data: number
  grad = 0
  backwardStep: () => void = () => {}

  constructor(data: number) {
    this.data = data
  }

  mul(other: Value): Value {
    const out = new Value(this.data * other.data)
    out.backwardStep = () => {
      this.grad += this.data * out.grad
      other.grad += other.data * out.grad
    }
    return out
  }
}
