/**
 * The fastest engine with one closure per node that we could write: the operands stand in an array, and a Set exists only
 * during the walk.
 */
export class Value {
  grad = 0
  backwardStep: (() => void) | undefined = undefined

  constructor(
    public data: number,
    readonly inputs: readonly Value[] = NONE,
    readonly op = '',
  ) {}

  add(other: Value): Value {
    const out = new Value(this.data + other.data, [this, other], '+')
    out.backwardStep = () => {
      this.grad += out.grad
      other.grad += out.grad
    }
    return out
  }

  mul(other: Value): Value {
    const out = new Value(this.data * other.data, [this, other], '×')
    out.backwardStep = () => {
      this.grad += other.data * out.grad
      other.grad += this.data * out.grad
    }
    return out
  }

  tanh(): Value {
    const out = new Value(Math.tanh(this.data), [this], 'tanh')
    out.backwardStep = () => {
      this.grad += (1 - out.data * out.data) * out.grad
    }
    return out
  }

  relu(): Value {
    const out = new Value(Math.max(0, this.data), [this], 'relu')
    out.backwardStep = () => {
      if (out.data > 0) this.grad += out.grad
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
    for (let i = order.length - 1; i >= 0; i--) order[i]!.backwardStep?.()
  }
}

const NONE: readonly Value[] = []
