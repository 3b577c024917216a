/**
 * How an exercise is graded. `tests.ts` of an exercise exports a list of checks. A check either calls one function of the
 * learner's answer, or it runs a few lines with the answer. `grade` goes through the list and stops at the first check that fails.
 */

/** A mistake that is known: what it would give, and what to tell the learner. The first one that fits is reported. */
export interface Fault {
  /** The result of this mistake. */
  gives?: unknown
  /** Or a test of the result, for a mistake that does not always give the same. */
  when?: (got: unknown) => boolean
  /** One sentence or two: where the mistake is, and what is right. */
  says: string
}

interface Common {
  /** How far a number may be from the expected one, relative to the larger of it and 1. Default 1e-9. */
  within?: number
  faults?: readonly Fault[]
  /** Whether a failure hides the expected result, because it is what the learner should find. Default false. */
  secret?: boolean
}

/** Calls a function of the answer. The arguments must not be changed by it. */
type Call<Answer> = {
  [Name in keyof Answer & string]: Answer[Name] extends (...args: infer Args) => infer Result
    ? { call: Name; args: Args; expected: Result }
    : never
}[keyof Answer & string]

/** Runs a few lines with the answer. */
interface Attempt<Answer> {
  /** What is tried, in words or in code. */
  tries: string
  run: (answer: Answer) => unknown
  expected: unknown
}

export type Check<Answer> = Common & (Call<Answer> | Attempt<Answer>)

/** What a failed check tells the learner. */
export interface Failure {
  tried: string
  expected: string
  got: string
  /** Missing if the answer threw an error that no fault of the check explains. */
  fault?: string
  /** The message of the error that the answer threw. */
  error?: string
  /** Where the answer threw an error. */
  stack?: string
}

export interface Graded {
  /** How many checks passed before the first failure. */
  passed: number
  failure?: Failure
}

/**
 * Runs the checks in order, up to the first that fails.
 *
 * @param answer what the file of the learner exports
 * @param onTry is told what is tried next, so that an endless loop can be reported
 */
export function grade<Answer>(
  answer: Answer,
  checks: readonly Check<Answer>[],
  onTry: (tried: string) => void = () => {},
): Graded {
  for (const [passed, check] of checks.entries()) {
    onTry(triedBy(check))
    const failure = failureOf(answer, check)
    if (failure !== undefined) return { passed, failure }
  }
  return { passed: checks.length }
}

const triedBy = <Answer>(check: Check<Answer>): string =>
  'tries' in check ? check.tries : `${check.call}(${check.args.map((arg) => show(arg)).join(', ')})`

function failureOf<Answer>(answer: Answer, check: Check<Answer>): Failure | undefined {
  const { expected, within = 1e-9, faults = [], secret = false } = check
  const failure = (got: string, fault: string | undefined, more: object = {}): Failure => {
    return {
      tried: triedBy(check),
      expected: secret ? 'the right answer' : show(expected),
      got,
      ...(fault === undefined ? {} : { fault }),
      ...more,
    }
  }
  let got: unknown
  let changed: string | undefined
  try {
    if ('tries' in check) got = check.run(answer)
    else {
      const f: unknown = answer[check.call]
      if (typeof f !== 'function') {
        return failure('nothing', `The file exports no function ${check.call}. Write "export" in front of it.`)
      }
      const args = copy(check.args) as unknown[]
      got = f(...args)
      const at = args.findIndex((arg, i) => !same(arg, check.args[i], 0))
      if (at !== -1) changed = `Your ${check.call} changes its argument ${show(check.args[at])} to ${show(args[at])}`
    }
  } catch (error) {
    const known = faults.find((fault) => fits(fault, error, within))
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' }
    return failure(`an error: ${message}`, known?.says, { error: message, stack })
  }
  if (!same(got, expected, within)) {
    const known = faults.find((fault) => fits(fault, got, within))
    const [shown, wanted] = [show(got), show(expected)]
    return failure(shown === wanted ? show(got, 17) : shown, known?.says ?? changed ?? guess(got, expected, within))
  }
  if (changed === undefined) return undefined
  return failure('the right result, and a changed argument', `${changed}. Make a new array or object, and leave the old one as it is.`) // oxfmt-ignore
}

/** Whether a fault explains a result. `when` is written for results of the expected type, so an error in it means no. */
function fits(fault: Fault, got: unknown, within: number): boolean {
  if ('gives' in fault) return same(got, fault.gives, within)
  try {
    return fault.when?.(got) ?? false
  } catch {
    return false
  }
}

/** Copies arrays and objects, so that a change of an argument is seen. Functions stay the same. */
function copy(x: unknown): unknown {
  if (Array.isArray(x)) return x.map(copy)
  if (typeof x !== 'object' || x === null) return x
  return Object.fromEntries(Object.entries(x).map(([key, item]) => [key, copy(item)]))
}

/** Whether two results agree: numbers within a tolerance, arrays and objects item by item. */
export function same(a: unknown, b: unknown, within = 1e-9): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isNaN(a) || Number.isNaN(b) || !Number.isFinite(a) || !Number.isFinite(b)) return Object.is(a, b)
    return Math.abs(a - b) <= within * Math.max(1, Math.abs(b))
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [Object.entries(a), Object.entries(b)]
  return left.length === right.length && right.every(([key, item]) => same((a as Record<string, unknown>)[key], item, within)) // oxfmt-ignore
}

/** Faults that are the same in every exercise. */
function guess(got: unknown, expected: unknown, within: number): string {
  if (got === undefined) return 'Your function returns nothing: a return is missing.'
  const [xs, ys] = [numbersIn(got), numbersIn(expected)]
  if (Array.isArray(expected) && typeof got === 'number')
    return 'The result is one number, and a list is expected. Calculate with each item of the list, for example with map.'
  const text = xs.find((x) => typeof x === 'string')
  if (text !== undefined && ys.every((y) => typeof y === 'number'))
    return `The result has the text ${show(text)} where a number belongs. Quotes make a text, and so does + with a list.`
  if (xs.includes(undefined))
    return 'A part of the result is undefined. Is a return missing in a function with braces, or is it for … in instead of for … of?'
  if (xs.some((x) => typeof x !== 'number')) {
    return xs.length === ys.length && xs.every((x, i) => typeof x === typeof ys[i])
      ? 'The result has the right type, and it is not the expected one. Read the task once more.'
      : 'The result has another type than the expected one.'
  }
  const [found, wanted] = [xs as number[], ys as number[]]
  if (found.some(Number.isNaN))
    return 'The result is NaN, not a number: look for 0 / 0, ∞ − ∞, a number that is undefined, or a list in place of a number.'
  if (found.length !== wanted.length)
    return `The result has ${found.length === 1 ? '1 number' : `${found.length} numbers`}, and ${wanted.length} are expected.`
  const negative = wanted.map((y) => -y)
  if (same(found, negative, within)) return 'The sign is wrong: every number is the negative of the expected one.'
  if (same(found, wanted, within)) return 'The numbers are right, and they stand under wrong names.'
  const i = wanted.findIndex((y) => y !== 0)
  const factor = found[i]! / wanted[i]!
  if (
    wanted.filter((y) => y !== 0).length > 1 &&
    factor !== 0 &&
    same(
      found,
      wanted.map((y) => factor * y),
      within,
    )
  ) {
    return `A factor is wrong: every number is ${show(factor)} times the expected one.`
  }
  if (same([...found].reverse(), wanted, within)) return 'The numbers are right, and their order is reversed.'
  if (same([...found].sort(ascending), [...wanted].sort(ascending), within))
    return 'The numbers are right, and their order is wrong.'
  const wrong = found.map((x, k) => !same(x, wanted[k], within)).filter(Boolean).length
  if (wanted.length > 1 && wrong < wanted.length)
    return `Of the ${wanted.length} numbers, ${wrong === 1 ? 'one is' : `${wrong} are`} wrong. Compare them one by one.`
  return 'This mistake is not one of the common ones. Work the example out on paper, and compare each step.'
}

const ascending = (a: number, b: number): number => a - b

/** The numbers of a result in order, through arrays and objects. Anything else is returned as it is. */
const numbersIn = (x: unknown): unknown[] =>
  typeof x === 'object' && x !== null ? Object.values(x).flatMap(numbersIn) : [x]

/** Writes a result as TypeScript does, with at most six digits of each number. */
export function show(x: unknown, digits = 6): string {
  if (typeof x === 'number')
    return String(Number(x.toPrecision(digits)))
      .replace('Infinity', '∞')
      .replace('-', '−')
  if (typeof x === 'string') return `'${x}'`
  if (typeof x === 'function') return x.name === '' ? 'a function' : x.name
  if (Array.isArray(x)) return `[${x.map((item) => show(item, digits)).join(', ')}]`
  if (typeof x !== 'object' || x === null) return String(x)
  const items = Object.entries(x).map(([key, item]) => `${key}: ${show(item, digits)}`)
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`
}
