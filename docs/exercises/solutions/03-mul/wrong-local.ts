// fault: You send on the local derivative alone.
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
      this.grad += other.data
      other.grad += this.data
    }
    return out
  }
}
