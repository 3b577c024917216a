/** Numbers in JSON. JSON has no NaN, no infinity and no −0, so we save these as text. */
export type SavedNumber = number | 'NaN' | 'Infinity' | '-Infinity' | '-0'

/** A structure in which every number is a saved number. */
export type Saved<T> = T extends number ? SavedNumber : T extends object ? { [K in keyof T]: Saved<T[K]> } : T

const TEXTS: readonly unknown[] = ['NaN', 'Infinity', '-Infinity', '-0']

/** A copy that survives JSON without loss. */
export const encode = <T>(value: T): Saved<T> =>
  mapped(value, (x) => (typeof x !== 'number' || (Number.isFinite(x) && !Object.is(x, -0)) ? x : textOf(x))) as Saved<T>

/** The structure that `encode` copied. */
export const decode = <T>(saved: Saved<T>): T => mapped(saved, (x) => (TEXTS.includes(x) ? Number(x) : x)) as T

const textOf = (x: number): string => (x === 0 ? '-0' : String(x))

/** A deep copy with `f` of everything that is neither an array nor an object. */
function mapped(value: unknown, f: (x: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((x) => mapped(x, f))
  if (typeof value !== 'object' || value === null) return f(value)
  return Object.fromEntries(Object.entries(value).map(([key, x]) => [key, mapped(x, f)]))
}
