/**
 * The grammar: definitions `t = x + y` on lines before the expression; numbers, variables, pi and e, + - * / ^, comparisons, √, |x|, parentheses, calls of the engine's functions.
 * Parsed with chevrotain; nothing is ever run as code. −x^2 is −(x²), and 2^3^2 is 2^(3²), as in mathematics. A root
 * applies to the number, name or parenthesis right after it.
 */
import type { IToken } from 'chevrotain'
import { createToken, EmbeddedActionsParser, EOF, Lexer } from 'chevrotain'
import { table } from '@gradus/engine'
import { ExpressionError } from './expression-error.js'
import { isName, nameAt, operatorOf, superscript } from './symbols.js'

/**
 * A parsed expression is a program for a stack, in reverse Polish order, so that a sum of many terms is no deep tree:
 * push a number, push a variable, replace the last `count` by a function of them, take the last away and give it a name.
 * Columns count from 1.
 */
export type Instruction =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string; column: number }
  | { kind: 'call'; name: string; count: number; column: number }
  | { kind: 'define'; name: string; column: number }

const Space = createToken({ name: 'Space', pattern: /\s+/, group: Lexer.SKIPPED })
const NumberToken = createToken({ name: 'Number', pattern: /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/ })
// A function and not a pattern, because chevrotain analyzes patterns and does not know \p{…}.
const Name = createToken({ name: 'Name', pattern: nameAt, line_breaks: false })
const Sum = createToken({ name: 'Sum', pattern: /[+\-−–]/ })
const Power = createToken({ name: 'Power', pattern: /\^|\*\*/ })
const Product = createToken({ name: 'Product', pattern: /[*/·⋅∙×∗÷∕⁄]/ })
const Comparison = createToken({ name: 'Comparison', pattern: /<=|>=|==|[<>=≤≥]/ })
const Superscript = createToken({ name: 'Superscript', pattern: /[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/ })
const Root = createToken({ name: 'Root', pattern: /[√∛]/ })
const Bar = createToken({ name: 'Bar', pattern: /\|/ })
const Open = createToken({ name: 'Open', pattern: /\(/ })
const Close = createToken({ name: 'Close', pattern: /\)/ })
const Comma = createToken({ name: 'Comma', pattern: /,/ })

const tokens = [Space, NumberToken, Name, Sum, Power, Product, Comparison, Superscript, Root, Bar, Open, Close, Comma]
const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset' })

/** Which op an operator stands for is said by the rows of the table. */
const opsOf = (arity: 1 | 2): ReadonlyMap<string, string> =>
  new Map(
    Object.values(table).flatMap(({ arity: n, name, print: { operator } }) =>
      n === arity && operator !== undefined ? [[operator, name]] : [],
    ),
  )
const INFIX = opsOf(2)
const PREFIX = opsOf(1)

class Parser extends EmbeddedActionsParser {
  program: Instruction[] = []

  constructor() {
    super(tokens)
    this.performSelfAnalysis()
  }

  // Each rule is one line of the grammar; ACTION keeps the writing of the program out of chevrotain's dry run.
  readonly expression = this.RULE('expression', () => {
    this.SUBRULE(this.sum)
    this.OPTION(() => {
      const operator = this.CONSUME(Comparison)
      this.SUBRULE2(this.sum)
      this.operate(operator)
    })
  })

  private readonly sum = this.RULE('sum', () => {
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
          if (sign.image !== '+') this.ACTION(() => this.negate(sign, start))
        },
      },
      { ALT: () => this.SUBRULE(this.power) },
    ])
  })

  private readonly power = this.RULE('power', () => {
    this.SUBRULE(this.atom)
    this.OPTION(() => {
      this.OR([
        {
          ALT: () => {
            const operator = this.CONSUME(Power)
            this.SUBRULE(this.factor)
            this.operate(operator)
          },
        },
        {
          ALT: () => {
            const exponent = this.CONSUME(Superscript)
            this.emit({ kind: 'number', value: superscript(exponent.image) })
            this.operate({ ...exponent, image: '^' })
          },
        },
      ])
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
      {
        ALT: () => {
          const root = this.CONSUME(Root)
          this.SUBRULE(this.atom)
          this.operate(root, PREFIX)
        },
      },
      {
        ALT: () => {
          const bar = this.CONSUME(Bar)
          this.SUBRULE2(this.expression)
          this.CONSUME2(Bar)
          this.operate(bar, PREFIX)
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

  private operate({ image, startOffset }: IToken, ops = INFIX): void {
    const count = ops === INFIX ? 2 : 1
    this.ACTION(() =>
      this.program.push({ kind: 'call', name: ops.get(operatorOf(image))!, count, column: startOffset + 1 }),
    )
  }

  /** −3 is a number, so that x^-3 has a plain exponent; −x is a call. */
  private negate(sign: IToken, start: number): void {
    const operand = this.program[start]!
    if (this.program.length === start + 1 && operand.kind === 'number') operand.value = -operand.value
    else this.operate(sign, PREFIX)
  }
}

const parser = new Parser()

const ALLOWED = 'Use numbers, names, + - * / ^, < <= > >= ==, √, |x|, parentheses and functions'

/** `name = expression`, and the end of the line or a semicolon, before the expression itself. */
const DEFINITION = /(\s*)([^\s=<>]+)\s*=(?!=)([^;\n]*)[;\n](?=[^]*\S)/y

/**
 * The program of an expression, with the definitions before it.
 *
 * @throws ExpressionError that points at the column
 */
export function parse(where: string, text: string): Instruction[] {
  const program: Instruction[] = []
  let start = 0
  for (;;) {
    DEFINITION.lastIndex = start
    const [all, space, name, expression] = DEFINITION.exec(text) ?? []
    if (all === undefined || !isName(name!)) return program.concat(parseOne(where, text, start, text.length))
    const end = start + all.length - 1
    program.push(...parseOne(where, text, end - expression!.length, end))
    program.push({ kind: 'define', name: name!, column: start + space!.length + 1 })
    start = end + 1
  }
}

/** The program of the expression from `start` to `end`. */
function parseOne(where: string, text: string, start: number, end: number): Instruction[] {
  const part = text.slice(start, end)
  const { tokens: input, errors } = lexer.tokenize(part)
  const refuse = (offset: number, what: string, hint: string) =>
    new ExpressionError(where, text, start + offset + 1, what, hint)
  const lexing = errors[0]
  if (lexing !== undefined) {
    const character = [...part.slice(lexing.offset)][0]
    throw refuse(lexing.offset, `"${character}" does not belong in an expression`, ALLOWED)
  }
  parser.input = input
  parser.program = []
  try {
    parser.expression()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw refuse(0, 'the expression is nested too deeply', 'Use fewer parentheses')
  }
  const parsing = parser.errors[0]
  if (parsing === undefined) return parser.program.map((i) => ('column' in i ? { ...i, column: start + i.column } : i))
  const { token } = parsing
  const atEnd = token.tokenType === EOF
  const offset = atEnd ? part.trimEnd().length : token.startOffset
  const what = atEnd ? 'the expression ends too early' : `"${token.image}" is not expected here`
  throw refuse(offset, what, hintFor(token, input[input.indexOf(token) - 1]))
}

/** What is probably meant by an unexpected token. */
function hintFor({ tokenType }: IToken, before: IToken | undefined): string {
  const starts = [NumberToken, Name, Open, Root].includes(tokenType)
  if (starts && before !== undefined && [NumberToken, Name, Close].includes(before.tokenType)) {
    return 'Write * for a product, such as 2 * x'
  }
  if (tokenType === Comma) return 'Write decimals with a point, and commas only between the arguments of a function'
  if (tokenType === Comparison) return 'Compare two numbers at a time; a < b < c is (a < b) * (b < c)'
  return 'Correct the expression'
}
