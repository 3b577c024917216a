/** What a unit does with its weighted sum z: a function with a name here, an op, or a function of your own. */
import type { Op, Value } from '@gradus/engine'
import * as ops from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import { nameHere } from '../name-here.js'

/** Takes the weighted sum z of a unit and returns a Value made from it. An op of one argument is such a function. */
export type ActivationFunction = (z: Value) => Value

/**
 * The activations that have a name; `linear` is z itself. The others are rows of the engine's op table.
 *
 * To add one, add a line here. TypeScript then names the tables that need a line too: its text in to-module.ts, its range in
 * check-output.ts, and its operator in @gradus/onnx.
 */
export const activations = {
  linear: (z: Value) => z,
  sigmoid: (z: Value) => ops.sigmoid(z),
  tanh: (z: Value) => ops.tanh(z),
  relu: (z: Value) => ops.relu(z),
  leakyRelu: (z: Value) => ops.leakyRelu(z),
  elu: (z: Value) => ops.elu(z),
  gelu: (z: Value) => ops.gelu(z),
  silu: (z: Value) => ops.silu(z),
  softplus: (z: Value) => ops.softplus(z),
} satisfies Record<string, ActivationFunction>

export type ActivationName = keyof typeof activations

/** A name, an op (of the engine's table, or your own by `defineOp`), or a function of a Value. */
export type Activation = ActivationName | ActivationFunction

const NAMES = Object.keys(activations) as ActivationName[]

/** What Keras, PyTorch and papers call some of them, as `nameHere` wants it. */
const ELSEWHERE: Readonly<Record<string, ActivationName>> = {
  ...{ identity: 'linear', none: 'linear', logistic: 'sigmoid', swish: 'silu', leaky: 'leakyRelu' },
}

/**
 * Checks an activation that may come from JavaScript, a file or a command line. What Gradus has a name for becomes that
 * name: the op `tanh` of the engine and the name 'tanh' are the same activation, for files and for faster code.
 */
export function checkActivation(where: string, activation: unknown): Activation {
  if (typeof activation === 'function') {
    const own = (name: ActivationName): unknown[] => [activations[name], ops.table[name]]
    const name = NAMES.find((name) => own(name).includes(activation))
    if (name !== undefined) return name
    if (!isOp(activation) || takesOne(activation)) return activation as ActivationFunction
    throw new RangeError(
      `${where}: the activation is the op ${show(activation.name)}, which needs more than z. Pass an op of one argument.`,
    )
  }
  if (typeof activation === 'string' && Object.hasOwn(activations, activation)) return activation as ActivationName
  if (activation === 'softmax') {
    throw new RangeError(
      `${where}: the activation is 'softmax', which is not a function of one unit. Leave the output linear: the loss crossEntropy applies softmax itself, and softmax(model.predict(x)) gives probabilities.`,
    )
  }
  const ours = nameHere(activation, NAMES, ELSEWHERE)
  const instead =
    ours === undefined
      ? `one of ${NAMES.join(', ')}, or an op or a function of your own`
      : `'${ours}', which is its name here`
  throw new RangeError(`${where}: unknown activation ${show(activation)}. Pass ${instead}.`)
}

/** The function of an activation. */
export const activationFunction = (activation: Activation): ActivationFunction =>
  typeof activation === 'string' ? activations[activation] : activation

/** Whether a function is an op: it then has a name and rules. */
export const isOp = (f: unknown): f is Op => typeof f === 'function' && 'partial' in f && 'arity' in f

/** Whether you can call an op with z alone. */
export const takesOne = ({ arity, defaultLast }: Op): boolean => arity === 1 || defaultLast !== undefined

/** The text for messages: `"tanh"`, `the op "mish"` or `a function`. */
export const showActivation = (activation: Activation): string =>
  isOp(activation) ? `the op ${show(activation.name)}` : show(activation)

/**
 * The name of an activation; an error if it has none here.
 *
 * @param lacks what only the named ones have, such as "no text in JavaScript"
 */
export function mustHaveName(where: string, activation: Activation, layer: number, lacks: string): ActivationName {
  if (typeof activation === 'string') return activation
  throw new RangeError(
    `${where}: the activation of layer ${layer} is ${showActivation(activation)}, which has ${lacks}. Save the model with model.toJSON(), or train one with ${NAMES.join(', ')}.`,
  )
}
