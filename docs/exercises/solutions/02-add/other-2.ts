/** A number that remembers how to send its gradient on to the numbers it was made from. */
export class Value {
  data: number
  grad = 0
  backwardStep: () => void = () => {}

  constructor(data: number) {
    this.data = data
  }

  receive(gradient: number): void {
    this.grad = this.grad + gradient
  }

  add(other: Value): Value {
    const sum = new Value(this.data + other.data)
    sum.backwardStep = () => {
      this.receive(sum.grad)
      other.receive(sum.grad)
    }
    return sum
  }
}
