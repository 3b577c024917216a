// fault: your mul passes on the same gradient twice
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
      this.grad += out.grad
      other.grad += out.grad
    }
    return out
  }
}
