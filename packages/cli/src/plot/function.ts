/** `gradus plot function`: an expression of one variable, with its derivatives. */
import { type Scalar, type Value } from '@gradus/engine'
import { plotFunction } from '@gradus/plot'
import { UsageError } from '../errors.js'
import { readAssignments, readExpression, readNumber, rootOf } from '../input/variables.js'
import { checkPlot, lookOf, type Options, writePlot } from './output.js'

const COMMAND = 'plot function'

export async function draw(
  text: string,
  assignments: string[],
  options: Options & { derivatives?: true },
): Promise<void> {
  await checkPlot(COMMAND, options, {})
  const expression = readExpression(COMMAND, text)
  const { variable, range, values } = readRange(assignments, expression.names)
  const f = (x: Scalar): Value => rootOf(COMMAND, expression, new Map<string, Scalar>([...values, [variable, x]]))
  f(range[0]) // a fault of the expression is an error before anything is drawn
  const given = [...values].map(([name, value]) => `, ${name} = ${value}`).join('')
  const svg = plotFunction(f, range, {
    ...lookOf(options, `f(${variable}) = ${expression.text}${given}`),
    order: options.derivatives === true ? 2 : 0,
    xLabel: variable,
    ...(variable === 'f' ? { name: 'g' } : {}),
  })
  await writePlot(COMMAND, svg, options)
}

/** Reads x=-3..3 and a=2: one range, and numbers. */
function readRange(assignments: readonly string[], names: readonly string[]) {
  const values = new Map<string, number>()
  let found: { variable: string; range: [number, number] } | undefined
  for (const [name, text] of readAssignments(COMMAND, assignments)) {
    const at = text.indexOf('..')
    const shown = `${name}=${text}`
    if (at < 0) {
      values.set(name, readNumber(COMMAND, `the value in "${shown}"`, text))
      continue
    }
    if (found !== undefined) {
      throw new UsageError(`${COMMAND}: ${found.variable} and ${name} both have a range. Give one of them a value.`)
    }
    const [low, high] = [text.slice(0, at), text.slice(at + 2)].map((end, i) =>
      readNumber(COMMAND, `the ${i === 0 ? 'lower' : 'upper'} end in "${shown}"`, end),
    ) as [number, number]
    if (!(low < high && Number.isFinite(high - low))) {
      throw new UsageError(`${COMMAND}: the range in "${shown}" is empty or infinite. Write NAME=LOW..HIGH, such as x=-3..3.`) // oxfmt-ignore
    }
    found = { variable: name, range: [low, high] }
  }
  if (found !== undefined) return { ...found, values }
  const free = names.find((name) => !values.has(name)) ?? names[0] ?? 'x'
  throw new UsageError(`${COMMAND}: no variable has a range. Write one as NAME=LOW..HIGH, such as ${free}=-3..3.`)
}
