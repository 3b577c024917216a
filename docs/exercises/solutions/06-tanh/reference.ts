/** A number that remembers how to send its gradient on to the numbers it was made from. */
export class Value {
  data: number
  grad = 0
  backwardStep: () => void = () => {}

  constructor(data: number) {
    this.data = data
  }

  /** The hyperbolic tangent: between −1 and 1, with a slope of 1 at 0. */
  tanh(): Value {
    const out = new Value(Math.tanh(this.data))
    out.backwardStep = () => {
      this.grad += (1 - out.data ** 2) * out.grad
    }
    return out
  }
}
