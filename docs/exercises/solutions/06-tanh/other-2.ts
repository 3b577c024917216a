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
    const e = Math.exp(2 * Math.min(this.data, 300))
    const out = new Value((e - 1) / (e + 1))
    out.backwardStep = () => {
      this.grad = this.grad + out.grad / Math.cosh(this.data) ** 2
    }
    return out
  }
}
