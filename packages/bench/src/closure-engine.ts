/** A number that remembers how to send its gradient on to the numbers it was made from. */
export class Value {
  grad = 0
  backwardStep = () => {}

  constructor(
    public data: number,
    readonly inputs: ReadonlySet<Value> = new Set(),
    readonly op = '',
  ) {}

  add(other: Value): Value {
    const out = new Value(this.data + other.data, new Set([this, other]), '+')
    out.backwardStep = () => {
      this.grad += out.grad
      other.grad += out.grad
    }
    return out
  }

  mul(other: Value): Value {
    const out = new Value(this.data * other.data, new Set([this, other]), '×')
    out.backwardStep = () => {
      this.grad += other.data * out.grad
      other.grad += this.data * out.grad
    }
    return out
  }

  tanh(): Value {
    const out = new Value(Math.tanh(this.data), new Set([this]), 'tanh')
    out.backwardStep = () => {
      this.grad += (1 - out.data * out.data) * out.grad
    }
    return out
  }

  relu(): Value {
    const out = new Value(Math.max(0, this.data), new Set([this]), 'relu')
    out.backwardStep = () => {
      this.grad += (out.data > 0 ? 1 : 0) * out.grad
    }
    return out
  }

  backward(): void {
    const order: Value[] = []
    const visited = new Set<Value>()
    const visit = (value: Value): void => {
      if (visited.has(value)) return
      visited.add(value)
      for (const input of value.inputs) visit(input)
      order.push(value)
    }
    visit(this)
    this.grad = 1
    for (const value of order.reverse()) value.backwardStep()
  }
}
