/** A graph as text: parentheses, shared parts and the limit. What names, numbers and ops look like is said by languages.ts. */
import type { Chain, Form, Op, Scalar } from '@gradus/engine'
import { topologicalOrder, type Value } from '@gradus/engine'
import { ATOM, SUM } from '@gradus/engine/notation'
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
  const forms = new Forms(language)
  const shared: { name: string; piece: Piece }[] = []
  const share = (uses: ReadonlyMap<Value, number>) => (node: Value, piece: Piece) => {
    if (node === root || !isWorthALine(piece.width, uses.get(node)!)) return piece
    const name = names.nextPart()
    shared.push({ name, piece: forms.enclosed(piece) })
    return literal(name)
  }
  // Of a large graph we know without writing that it is wide.
  let result = order.length > shareAbove ? undefined : pieceOf(order, forms, names)
  if (result === undefined || result.width > shareAbove) result = pieceOf(order, forms, names, share(usesIn(order)))
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

/** The piece of the last node. `replace` says what stands for a node where it is an operand. */
function pieceOf(
  order: readonly Value[],
  forms: Forms,
  names: Names,
  replace = (_: Value, piece: Piece): Piece => piece,
): Piece {
  const pieces = new Map<Scalar, Piece>()
  const read = (x: Scalar): Piece => (typeof x === 'number' ? forms.number(x) : pieces.get(x)!)
  for (const node of order) {
    const { op, label, data } = node
    if (op !== null) pieces.set(node, replace(node, forms.fill(op, operandsOf(op, node.inputs).map(read))))
    else pieces.set(node, label === '' ? forms.number(data) : literal(names.of(node)))
  }
  return forms.enclosed(pieces.get(order.at(-1)!)!)
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

  number(x: number): Piece {
    return atom(this.#language.number(x))
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
      if (typeof place === 'number') {
        const demand = form.operands?.[place] ?? this.#language.demand
        // Two operators never meet: a + (-b), but -a + b.
        const meets = operands[place]!.minus && demand > SUM && pieces.length > 0
        pieces.push(this.enclosed(operands[place]!, meets ? Infinity : demand))
      } else if (place === '*') {
        operands.forEach((x, i) => pieces.push(...(i > 0 ? [COMMA] : []), this.enclosed(x, this.#language.demand)))
      } else pieces.push(place)
    }
    return joined(form.binds, pieces)
  }

  /** The piece, in parentheses if it holds together less tightly than is demanded. */
  enclosed(piece: Piece, demand = this.#language.demand): Piece {
    if (piece.binds >= demand) return piece
    const [open, close] = this.#parenthesesOf(piece.binds)
    return joined(ATOM, [open, piece, close])
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
