/**
 * Returns the result of a function that must be synchronous. An async function would go on after its first await, when
 * what was set for it is no longer set.
 */
export function refusePromise<T>(where: string, result: T): T {
  if (typeof (result as { then?: unknown } | null | undefined)?.then !== 'function') return result
  ;(result as PromiseLike<unknown>).then(undefined, () => {}) // its later rejection would end the process
  throw new TypeError(`${where}: the function returned a promise. Pass a synchronous function.`)
}
