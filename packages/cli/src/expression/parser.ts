/**
 * The language of `gradus eval`: numbers, variables, pi and e, + - * / ^, parentheses, calls of the engine's functions.
 * Parsed with chevrotain; nothing is ever run as code. −x^2 is −(x²), and 2^3^2 is 2^(3²), as in mathematics.
 */
import type { IToken } from 'chevrotain'
import { createToken, EmbeddedActionsParser, EOF, Lexer } from 'chevrotain'
import { UsageError } from '../errors.js'

/** The columns count from 1 and point at where a node's text starts. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string; column: number }
  | { kind: 'call'; name: string; args: Expression[]; column: number }

const Space = createToken({ name: 'Space', pattern: /\s+/, group: Lexer.SKIPPED })
const NumberToken = createToken({ name: 'Number', pattern: /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/ })
// A function and not a pattern, because chevrotain analyses patterns and does not know \p{…}.
const letters = /[\p{L}_][\p{L}\p{N}_]*/uy
const Name = createToken({
  name: 'Name',
  pattern: (text, offset) => {
    letters.lastIndex = offset
    return letters.exec(text)
  },
  line_breaks: false,
})
const Sum = createToken({ name: 'Sum', pattern: /[+-]/ })
const Product = createToken({ name: 'Product', pattern: /[*/]/ })
const Power = createToken({ name: 'Power', pattern: /\^/ })
const Open = createToken({ name: 'Open', pattern: /\(/ })
const Close = createToken({ name: 'Close', pattern: /\)/ })
const Comma = createToken({ name: 'Comma', pattern: /,/ })

const tokens = [Space, NumberToken, Name, Sum, Product, Power, Open, Close, Comma]
const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset' })

const OPS: Record<string, string> = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '^': 'pow' }

const call = (operator: IToken, args: Expression[], name = OPS[operator.image]!): Expression => ({
  kind: 'call',
  name,
  args,
  column: operator.startOffset + 1,
})

class Parser extends EmbeddedActionsParser {
  constructor() {
    super(tokens)
    this.performSelfAnalysis()
  }

  // Each rule is one line of the grammar; ACTION keeps the building of the tree out of chevrotain's dry run.
  readonly expression = this.RULE('expression', (): Expression => {
    let left = this.SUBRULE(this.term)
    this.MANY(() => {
      const operator = this.CONSUME(Sum)
      const right = this.SUBRULE2(this.term)
      left = this.ACTION(() => call(operator, [left, right]))
    })
    return left
  })

  private readonly term = this.RULE('term', (): Expression => {
    let left = this.SUBRULE(this.factor)
    this.MANY(() => {
      const operator = this.CONSUME(Product)
      const right = this.SUBRULE2(this.factor)
      left = this.ACTION(() => call(operator, [left, right]))
    })
    return left
  })

  private readonly factor = this.RULE('factor', (): Expression =>
    this.OR([
      {
        ALT: () => {
          const sign = this.CONSUME(Sum)
          const operand = this.SUBRULE(this.factor)
          return this.ACTION(() => (sign.image === '+' ? operand : negative(sign, operand)))
        },
      },
      { ALT: () => this.SUBRULE(this.power) },
    ]),
  )

  private readonly power = this.RULE('power', (): Expression => {
    let base = this.SUBRULE(this.atom)
    this.OPTION(() => {
      const operator = this.CONSUME(Power)
      const exponent = this.SUBRULE(this.factor)
      base = this.ACTION(() => call(operator, [base, exponent]))
    })
    return base
  })

  private readonly atom = this.RULE('atom', (): Expression =>
    this.OR([
      {
        ALT: () => {
          const token = this.CONSUME(NumberToken)
          return { kind: 'number', value: Number(token.image) } as Expression
        },
      },
      { ALT: () => this.SUBRULE(this.nameOrCall) },
      {
        ALT: () => {
          this.CONSUME(Open)
          const inner = this.SUBRULE(this.expression)
          this.CONSUME(Close)
          return inner
        },
      },
    ]),
  )

  private readonly nameOrCall = this.RULE('nameOrCall', (): Expression => {
    const token = this.CONSUME(Name)
    const node = { name: token.image, column: token.startOffset + 1 }
    let result: Expression = { kind: 'name', ...node }
    this.OPTION(() => {
      const args: Expression[] = []
      this.CONSUME(Open)
      this.MANY_SEP({ SEP: Comma, DEF: () => args.push(this.SUBRULE(this.expression)) })
      this.CONSUME(Close)
      result = { kind: 'call', ...node, args }
    })
    return result
  })
}

/** −3 is a number, so that x^-3 has a plain exponent; −x is a call. */
const negative = (sign: IToken, operand: Expression): Expression =>
  operand.kind === 'number' ? { kind: 'number', value: -operand.value } : call(sign, [operand], 'neg')

const parser = new Parser()

/**
 * The tree of an expression.
 *
 * @throws UsageError that points at the column
 */
export function parse(text: string): Expression {
  const { tokens: input, errors } = lexer.tokenize(text)
  const lexing = errors[0]
  if (lexing !== undefined) {
    throw syntaxError(
      text,
      lexing.offset + 1,
      `"${[...text.slice(lexing.offset)][0]}" does not belong in an expression`,
    )
  }
  parser.input = input
  let tree: Expression
  try {
    tree = parser.expression()
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError('eval: the expression is nested too deeply. Simplify it.')
    throw error
  }
  const parsing = parser.errors[0]
  if (parsing === undefined) return tree
  const atEnd = parsing.token.tokenType === EOF
  const column = atEnd ? text.trimEnd().length + 1 : parsing.token.startOffset + 1
  throw syntaxError(
    text,
    column,
    atEnd ? 'the expression ends too early' : `"${parsing.token.image}" is not expected here`,
  )
}

/** A message with the expression and a caret under the column. */
export function syntaxError(text: string, column: number, what: string, hint = 'Correct the expression'): UsageError {
  const caret = ' '.repeat(column - 1)
  return new UsageError(`eval: ${what} at column ${column}. ${hint}:\n  ${text}\n  ${caret}^`)
}
