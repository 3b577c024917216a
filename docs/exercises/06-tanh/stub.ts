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
    // TODO: the data of out is tanh of this.data.
    const out = new Value(0)
    out.backwardStep = () => {
      // TODO: add what this.grad receives from out.grad.
    }
    return out
  }
}
