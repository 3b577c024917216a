/** The ONNX operators of each activation of @gradus/nn. */
import { show } from '@gradus/engine/errors'
import type { ActivationName } from '@gradus/nn'
import type { Attributes, Graph } from './graph.js'

/** Adds the nodes that compute tensor y from tensor x. The names of intermediate tensors begin with y. */
type Form = (graph: Graph, x: string, y: string) => void

const operator =
  (opType: string, attributes?: Attributes): Form =>
  (graph, x, y) =>
    graph.node(opType, [x], y, attributes)

const forms: Record<Exclude<ActivationName, 'linear'>, Form> = {
  sigmoid: operator('Sigmoid'),
  tanh: operator('Tanh'),
  relu: operator('Relu'),
  leakyRelu: operator('LeakyRelu', { alpha: 0.01 }),
  elu: operator('Elu', { alpha: 1 }),
  softplus: operator('Softplus'),

  // x·σ(x)
  silu(graph, x, y) {
    graph.node('Sigmoid', [x], `${y}/sigmoid`)
    graph.node('Mul', [x, `${y}/sigmoid`], y)
  },

  // x·Φ(x) = ½·x·(1 + erf(x/√2)). Opset 20 has one operator for it. Runtimes recognize these five nodes and fuse them.
  gelu(graph, x, y) {
    if (graph.opset >= 20) return graph.node('Gelu', [x], y, { approximate: 'none' })
    graph.node('Div', [x, graph.constant('sqrt2', Math.SQRT2)], `${y}/scaled`)
    graph.node('Erf', [`${y}/scaled`], `${y}/erf`)
    graph.node('Add', [`${y}/erf`, graph.constant('one', 1)], `${y}/twice-cdf`)
    graph.node('Mul', [x, `${y}/twice-cdf`], `${y}/twice`)
    graph.node('Mul', [`${y}/twice`, graph.constant('half', 0.5)], y)
  },
}

/** Returns the form of an activation. Linear has none, because it needs no nodes. @throws RangeError for another name. */
export function activationForm(where: string, name: string): Form {
  if (!Object.hasOwn(forms, name)) {
    const names = ['linear', ...Object.keys(forms)].join(', ')
    throw new RangeError(`${where}: the activation ${show(name)} has no ONNX form. Use one of ${names}.`)
  }
  return forms[name as keyof typeof forms]
}
