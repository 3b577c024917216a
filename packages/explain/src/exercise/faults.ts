/** The wrong answers that learners give, computed for one question. */
import { azmul, dataOf, type Scalar } from '@gradus/engine'
import { type BackwardEdge, type BackwardStep, slopeOf } from '../backward-steps.js'
import type { Question } from './question.js'

type Faults = Question['faults'][number][]

/** What the messages call things. */
export interface Words {
  /** ∂f/∂q, and whether q is the root. */
  readonly arrived: string
  readonly isRoot: boolean
  /** ∂q/∂x */
  readonly slope: string
  readonly node: string
  readonly operand: string
  readonly nameOf: (operand: Scalar) => string
}

/** The most operands whose slopes an answer is compared with. */
const OPERANDS = 24

/** For gradient · slope. `arrivals` are the contributions to the gradient of the node, one by one. */
export function productFaults(
  { node, gradient, edges }: BackwardStep,
  edge: BackwardEdge,
  arrivals: readonly number[],
  { arrived, isRoot, slope, nameOf, ...words }: Words,
): Faults {
  const { operand, partial, contribution } = edge
  const { inputs } = node
  const faults: Faults = []
  const add = (answer: number, fault: Faults[number]['fault'], message: string) =>
    void faults.push({ answer, fault, message })

  const negative = partial < 0 ? slope : gradient < 0 ? arrived : undefined
  add(
    -contribution,
    'sign',
    `The size is right, but the sign is wrong.${negative === undefined ? '' : ` Note that ${negative} is negative.`}`,
  )
  for (let other = 0; other < Math.min(inputs.length, OPERANDS); other++) {
    if (inputs[other] === edge.input) continue
    add(
      azmul(gradient, slopeOf(node, other)),
      'other-operand',
      `You used the slope of the other operand, ${nameOf(inputs[other]!)}. Take the slope of ${words.node} in ${words.operand}.`,
    )
  }
  const same = edges.filter(({ input }) => input === edge.input)
  if (same.length > 1) {
    const all = same.reduce((s, { contribution }) => s + contribution, 0)
    add(all, 'too-much', `${words.operand} is an operand ${same.length} times. This blank asks for one of them only.`)
  }
  if (edge.arrival > 1) {
    add(edge.sum, 'too-much', `That is the sum so far. This blank asks for what arrives now: ${arrived} · ${slope}.`)
  }
  if (!isRoot) {
    add(gradient, 'no-slope', `You passed ${arrived} on as it is. Multiply it by the slope ${slope}.`)
    add(
      partial,
      'no-gradient',
      `That is the slope ${slope} alone. Multiply it by the gradient that arrived, ${arrived}.`,
    )
  }
  if (arrivals.length > 1) {
    const last = arrivals.at(-1)!
    add(
      azmul(last, partial),
      'overwritten',
      `You used only the last arrival at ${words.node}. Add up all of them (+=, not =), then multiply.`,
    )
    let sum = 0
    for (const arrival of arrivals.slice(0, -1)) {
      sum += arrival
      const message = `You passed on the gradient of ${words.node} before all of it had arrived. Wait for the last of its ${arrivals.length} arrivals.`
      add(azmul(sum, partial), 'early', message)
      add(azmul(arrival, partial), 'early', message)
    }
  }
  add(
    azmul(gradient, node.data),
    'value-for-slope',
    `You multiplied by the value of ${words.node}, not by the slope ${slope}.`,
  )
  add(
    azmul(gradient, dataOf(inputs[operand]!)),
    'value-for-slope',
    `You multiplied by the value of ${words.operand}, not by the slope ${slope}.`,
  )
  if (!isRoot) {
    add(
      gradient + partial,
      'wrong-operation',
      `You added ${arrived} and the slope ${slope}. The chain rule multiplies them.`,
    )
    add(
      gradient / partial,
      'wrong-operation',
      `You divided ${arrived} by the slope ${slope}. The chain rule multiplies them.`,
    )
  }
  add(contribution / 2, 'factor-2', 'Your answer is half of the right one. A factor of 2 is missing.')
  add(contribution * 2, 'factor-2', 'Your answer is twice the right one. There is a factor of 2 too many.')
  return faults
}

/** For before + contribution. */
export function sumFaults(before: number, contribution: number, gradient: string): Faults {
  return [
    {
      answer: contribution,
      fault: 'overwritten',
      message: `You kept the new arrival only. Add it to what ${gradient} was before: +=, not =.`,
    },
    {
      answer: before,
      fault: 'not-summed',
      message: `The new arrival is missing. Add it to what ${gradient} was before.`,
    },
    { answer: -(before + contribution), fault: 'sign', message: 'The size is right, but the sign is wrong.' },
    { answer: before - contribution, fault: 'sign', message: 'You subtracted the new arrival. Add it, with its sign.' },
    {
      answer: contribution - before,
      fault: 'sign',
      message: 'You subtracted what was there before. Add it, with its sign.',
    },
    {
      answer: before * contribution,
      fault: 'wrong-operation',
      message: 'You multiplied the arrivals. Arrivals are added.',
    },
  ]
}
