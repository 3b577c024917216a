/**
 * The language of `gradus eval`: numbers, variables, pi and e, + - * / ^, parentheses, calls of the engine's functions.
 * Parsed with chevrotain; nothing is ever run as code. −x^2 is −(x²), and 2^3^2 is 2^(3²), as in mathematics.
 */
import type { IToken } from 'chevrotain'
import { createToken, EmbeddedActionsParser, EOF, Lexer } from 'chevrotain'
import { UsageError } from '../errors.js'

/**
 * A parsed expression is a program for a stack, in reverse Polish order, so that a sum of many terms is no deep tree:
 * push a number, push a variable, replace the last `count` by a function of them. Columns count from 1.
 */
export type Instruction =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string; column: number }
  | { kind: 'call'; name: string; count: number; column: number }

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

class Parser extends EmbeddedActionsParser {
  program: Instruction[] = []

  constructor() {
    super(tokens)
    this.performSelfAnalysis()
  }

  // Each rule is one line of the grammar; ACTION keeps the writing of the program out of chevrotain's dry run.
  readonly expression = this.RULE('expression', () => {
    this.SUBRULE(this.term)
    this.MANY(() => {
      const operator = this.CONSUME(Sum)
      this.SUBRULE2(this.term)
      this.operate(operator)
    })
  })

  private readonly term = this.RULE('term', () => {
    this.SUBRULE(this.factor)
    this.MANY(() => {
      const operator = this.CONSUME(Product)
      this.SUBRULE2(this.factor)
      this.operate(operator)
    })
  })

  private readonly factor = this.RULE('factor', () => {
    this.OR([
      {
        ALT: () => {
          const sign = this.CONSUME(Sum)
          const start = this.program.length
          this.SUBRULE(this.factor)
          if (sign.image === '-') this.ACTION(() => this.negate(sign, start))
        },
      },
      { ALT: () => this.SUBRULE(this.power) },
    ])
  })

  private readonly power = this.RULE('power', () => {
    this.SUBRULE(this.atom)
    this.OPTION(() => {
      const operator = this.CONSUME(Power)
      this.SUBRULE(this.factor)
      this.operate(operator)
    })
  })

  private readonly atom = this.RULE('atom', () => {
    this.OR([
      {
        ALT: () => {
          const { image } = this.CONSUME(NumberToken)
          this.emit({ kind: 'number', value: Number(image) })
        },
      },
      { ALT: () => this.SUBRULE(this.nameOrCall) },
      {
        ALT: () => {
          this.CONSUME(Open)
          this.SUBRULE(this.expression)
          this.CONSUME(Close)
        },
      },
    ])
  })

  private readonly nameOrCall = this.RULE('nameOrCall', () => {
    const { image: name, startOffset } = this.CONSUME(Name)
    let count: number | undefined
    this.OPTION(() => {
      let args = 0
      this.CONSUME(Open)
      this.MANY_SEP({
        SEP: Comma,
        DEF: () => {
          this.SUBRULE(this.expression)
          args++
        },
      })
      this.CONSUME(Close)
      count = args
    })
    const column = startOffset + 1
    this.emit(count === undefined ? { kind: 'name', name, column } : { kind: 'call', name, count, column })
  })

  private emit(instruction: Instruction): void {
    this.ACTION(() => this.program.push(instruction))
  }

  private operate({ image, startOffset }: IToken): void {
    this.emit({ kind: 'call', name: OPS[image]!, count: 2, column: startOffset + 1 })
  }

  /** −3 is a number, so that x^-3 has a plain exponent; −x is a call. */
  private negate(sign: IToken, start: number): void {
    const operand = this.program[start]!
    if (this.program.length === start + 1 && operand.kind === 'number') operand.value = -operand.value
    else this.emit({ kind: 'call', name: 'neg', count: 1, column: sign.startOffset + 1 })
  }
}

const parser = new Parser()

/**
 * The program of an expression.
 *
 * @throws UsageError that points at the column
 */
export function parse(text: string): Instruction[] {
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
  parser.program = []
  try {
    parser.expression()
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError('eval: the expression is nested too deeply. Simplify it.')
    throw error
  }
  const parsing = parser.errors[0]
  if (parsing === undefined) return parser.program
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
