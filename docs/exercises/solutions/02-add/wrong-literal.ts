// fault: Your add always sends 4
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
      this.grad += 4
      other.grad += 4
    }
    return out
  }
}
