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
  /** The text, or what it is made of. */
  readonly text: string | readonly Piece[]
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
  if (order.length > limit) return undefined // each node has a character at least
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
  const forms = new Forms(language)
  const pieceOf = (x: Scalar) => (typeof x === 'number' ? atom(language.number(x)) : pieces.get(x)!)
  for (const node of order) {
    const piece = node.op === null ? leaf(node) : forms.fill(node.op, operandsOf(node.op, node.inputs).map(pieceOf))
    pieces.set(node, replace(node, piece))
  }
  return pieces

  function leaf(node: Value): Piece {
    return atom(node.label === '' ? language.number(node.data) : { text: names.of(node), binds: ATOM })
  }
}

/** Without a last operand that can be left out, such as the slope of leakyRelu. */
const operandsOf = ({ defaultLast }: Op, inputs: readonly Scalar[]): readonly Scalar[] =>
  defaultLast !== undefined && inputs.at(-1) === defaultLast ? inputs.slice(0, -1) : inputs

const atom = ({ text, binds }: Atom): Piece => ({
  binds,
  minus: /^[-−]/.test(text),
  length: text.length,
  width: text.replace(/\\([A-Za-z]+|.)/g, 'x').replace(/[{}]/g, '').length,
  text,
})

const literal = (text: string): Piece => atom({ text, binds: ATOM })
const COMMA = literal(', ')

/** A piece of others. */
function joined(binds: number, text: readonly Piece[]): Piece {
  let [length, width] = [0, 0]
  for (const piece of text) {
    length += piece.length
    width += piece.width
  }
  return { binds, minus: text[0]?.minus ?? false, length, width, text }
}

/** How the ops of a language are written, prepared so that each op is looked up once. */
class Forms {
  readonly #language: Language
  readonly #notations = new Map<Op, Form | Chain>()
  /** The template of a form, cut into its texts and the numbers of its operands; `*` stands for all of them. */
  readonly #templates = new Map<Form, readonly (Piece | number | '*')[]>()
  readonly #parentheses = new Map<number, readonly [open: Piece, close: Piece]>()

  constructor(language: Language) {
    this.#language = language
  }

  /** One op of its operands. */
  fill(op: Op, operands: readonly Piece[]): Piece {
    let notation = this.#notations.get(op)
    if (notation === undefined) {
      const given = this.#language.notation(op)
      notation = typeof given === 'string' ? this.#language.call(given) : given
      this.#notations.set(op, notation)
    }
    if (!('joinedBy' in notation)) return this.#fill(notation, operands)
    const { joinedBy } = notation
    return this.#partsOf(op, operands, notation).reduce((all, part) => this.#fill(joinedBy, [all, part]))
  }

  #partsOf(op: Op, operands: readonly Piece[], { each }: Chain): readonly Piece[] {
    if (each === undefined) return operands
    if (op.arity !== 'paired') return operands.map((x) => this.#fill(each, [x]))
    const n = operands.length / 2
    return operands.slice(0, n).map((a, i) => this.#fill(each, [a, operands[n + i]!]))
  }

  #fill(form: Form, operands: readonly Piece[]): Piece {
    const pieces: Piece[] = []
    for (const place of this.#templateOf(form)) {
      if (place === '*') operands.forEach((x, i) => (i === 0 ? pieces.push(x) : pieces.push(COMMA, x)))
      else if (typeof place !== 'number') pieces.push(place)
      else {
        const [operand, demand] = [operands[place]!, form.operands?.[place] ?? ANY]
        // Two operators never meet: a + (-b), but -a + b.
        const meets = operand.minus && demand > SUM && pieces.length > 0
        if (operand.binds >= demand && !meets) pieces.push(operand)
        else {
          const [open, close] = this.#parenthesesOf(operand.binds)
          pieces.push(open, operand, close)
        }
      }
    }
    return joined(form.binds, pieces)
  }

  #templateOf(form: Form): readonly (Piece | number | '*')[] {
    let template = this.#templates.get(form)
    if (template === undefined) {
      const texts = form.template.split(/(\$\d|\$\*)/).filter((text) => text !== '')
      template = texts.map((text) => (text === '$*' ? '*' : text.startsWith('$') ? Number(text[1]) - 1 : literal(text)))
      this.#templates.set(form, template)
    }
    return template
  }

  #parenthesesOf(binds: number): readonly [open: Piece, close: Piece] {
    let pair = this.#parentheses.get(binds)
    if (pair === undefined) {
      const [open, close] = this.#language.parentheses(binds)
      pair = [literal(open), literal(close)]
      this.#parentheses.set(binds, pair)
    }
    return pair
  }
}

/** The piece as text. Iterative, because a formula can be nested as deeply as its graph. */
function textOf(piece: Piece): string {
  const written: string[] = []
  const todo: Piece[] = [piece]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { text } = next
    if (typeof text === 'string') written.push(text)
    else for (let i = text.length - 1; i >= 0; i--) todo.push(text[i]!)
  }
  return written.join('')
}
