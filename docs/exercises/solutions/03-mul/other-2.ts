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
    const edges: [Value, number][] = [
      [this, other.data],
      [other, this.data],
    ]
    out.backwardStep = () => edges.forEach(([input, slope]) => (input.grad += slope * out.grad))
    return out
  }
}
