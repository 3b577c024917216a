/** A graph as text: parentheses, shared parts and the limit. What names, numbers and ops look like is said by languages.ts. */
import type { Chain, Form, Op, Scalar } from '@gradus/engine'
import { topologicalOrder, type Value } from '@gradus/engine'
import { ANY, ATOM, SUM } from '@gradus/engine/notation'
import type { Atom, Language } from './languages.js'
import type { Names } from './names.js'

/** A part of a formula before it is text. Where the graph uses a node twice, the formula has its piece twice. */
interface Piece {
  readonly binds: number
  /** Whether it begins with a minus sign. */
  readonly minus: boolean
  /** The number of characters, and of those that a reader of LaTeX sees: a command counts as one. */
  readonly length: number
  readonly width: number
  readonly texts: readonly (string | Piece)[]
}

export interface Written {
  readonly parts: readonly { readonly name: string; readonly text: string }[]
  readonly result: string
}

/** A wider part that is used twice makes the formula shorter if it is a line of its own, `t1 = …`. */
const isWorthALine = (width: number, uses: number): boolean => uses * (width - 2) > width + 6

/** Undefined, before anything is written, if it would be longer than `limit` characters. */
export function write(
  root: Value,
  names: Names,
  language: Language,
  { limit, shareAbove }: { limit: number; shareAbove: number },
): Written | undefined {
  const order = topologicalOrder(root)
  let result = piecesOf(order, language, names).get(root)!
  const shared: { name: string; piece: Piece }[] = []
  if (result.width > shareAbove) {
    const uses = usesIn(order)
    const share = (node: Value, piece: Piece): Piece => {
      if (node.op === null || node === root || !isWorthALine(piece.width, uses.get(node)!)) return piece
      const name = names.nextPart()
      shared.push({ name, piece })
      return atom({ text: name, binds: ATOM })
    }
    result = piecesOf(order, language, names, share).get(root)!
  }
  const length = shared.reduce((sum, { name, piece }) => sum + name.length + piece.length + 4, result.length)
  if (length > limit) return undefined
  return { parts: shared.map(({ name, piece }) => ({ name, text: textOf(piece) })), result: textOf(result) }
}

function usesIn(order: readonly Value[]): Map<Value, number> {
  const uses = new Map<Value, number>()
  for (const node of order) {
    for (const x of node.inputs) if (typeof x !== 'number') uses.set(x, (uses.get(x) ?? 0) + 1)
  }
  return uses
}

function piecesOf(
  order: readonly Value[],
  language: Language,
  names: Names,
  replace = (_: Value, piece: Piece): Piece => piece,
): Map<Value, Piece> {
  const pieces = new Map<Value, Piece>()
  const pieceOf = (x: Scalar) => (typeof x === 'number' ? atom(language.number(x)) : pieces.get(x)!)
  for (const node of order) {
    const piece = node.op === null ? leaf(node) : opOf(node.op, operandsOf(node.op, node.inputs).map(pieceOf), language)
    pieces.set(node, replace(node, piece))
  }
  return pieces

  function leaf(node: Value): Piece {
    return atom(node.label === '' ? language.number(node.data) : { text: names.of(node), binds: ATOM })
  }
}

const atom = ({ text, binds }: Atom): Piece => piece(binds, [text])

function piece(binds: number, texts: readonly (string | Piece)[]): Piece {
  const [first] = texts
  const minus = typeof first === 'string' ? /^[-−]/.test(first) : first !== undefined && first.minus
  let [length, width] = [0, 0]
  for (const x of texts) {
    length += x.length
    width += typeof x === 'string' ? widthOf(x) : x.width
  }
  return { binds, minus, length, width, texts }
}

const widthOf = (text: string): number => text.replace(/\\([A-Za-z]+|.)/g, 'x').replace(/[{}]/g, '').length

/** Without a last operand that can be left out, such as the slope of leakyRelu. */
const operandsOf = ({ defaultLast }: Op, inputs: readonly Scalar[]): readonly Scalar[] =>
  defaultLast !== undefined && inputs.at(-1) === defaultLast ? inputs.slice(0, -1) : inputs

/** One op of its operands. */
function opOf(op: Op, operands: readonly Piece[], language: Language): Piece {
  const notation = language.notation(op)
  if (typeof notation === 'string') return fill(language.call(notation), operands, language)
  if (!isChain(notation)) return fill(notation, operands, language)
  return partsOf(op, operands, notation, language).reduce((all, part) => fill(notation.joinedBy, [all, part], language))
}

const isChain = (notation: Form | Chain): notation is Chain => 'joinedBy' in notation

function partsOf(op: Op, operands: readonly Piece[], { each }: Chain, language: Language): readonly Piece[] {
  if (each === undefined) return operands
  if (op.arity !== 'paired') return operands.map((x) => fill(each, [x], language))
  const n = operands.length / 2
  return operands.slice(0, n).map((a, i) => fill(each, [a, operands[n + i]!], language))
}

/** The form with its places filled. */
function fill(
  { template, binds, operands: demands = [] }: Form,
  operands: readonly Piece[],
  language: Language,
): Piece {
  const texts = template.split(/(\$\d|\$\*)/).flatMap((text, at): (string | Piece)[] => {
    if (text === '') return []
    if (text === '$*') return operands.flatMap((x, i) => (i === 0 ? [x] : [', ', x]))
    if (!text.startsWith('$')) return [text]
    const i = Number(text.slice(1)) - 1
    const demand = demands[i] ?? ANY
    const operand = operands[i]!
    // Two operators never meet: a + (-b), but -a + b.
    const meets = demand > SUM && !(at === 1 && template.startsWith('$')) && operand.minus
    if (operand.binds >= demand && !meets) return [operand]
    const [open, close] = language.parentheses(operand.binds)
    return [open, operand, close]
  })
  return piece(binds, texts)
}

/** The piece as text. Iterative, because a formula can be nested as deeply as its graph. */
function textOf(piece: Piece): string {
  const written: string[] = []
  const todo: (string | Piece)[] = [piece]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (typeof next === 'string') written.push(next)
    else for (let i = next.texts.length - 1; i >= 0; i--) todo.push(next.texts[i]!)
  }
  return written.join('')
}
