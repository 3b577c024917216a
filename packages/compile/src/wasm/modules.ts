/** Splits code that is too long for one module. */
import type { Executable, Run } from '../memory/executable.js'
import type { ModuleFunction } from './module.js'

/**
 * Longer code is split into several modules: on the main thread of a page, a browser refuses modules of more than 8 MB.
 */
const LONGEST_MODULE = 4_000_000

/** Distributes functions over modules, at least one. */
export function inModules(functions: readonly ModuleFunction[]): ModuleFunction[][] {
  const modules: ModuleFunction[][] = [[]]
  let length = 0
  for (const made of functions) {
    if (length > LONGEST_MODULE) {
      modules.push([])
      length = 0
    }
    modules.at(-1)!.push(made)
    length += made.body.length
  }
  return modules
}

/** Runs several modules one after the other. Only the last one has something to do in `finish`. */
export function inTurn(parts: readonly Executable[]): Executable {
  const last = parts.at(-1)!
  if (parts.length === 1) return { run: last.run, finish: last.finish, runLast: last.runLast }
  const before = parts.slice(0, -1)
  const runBefore: Run = (keep) => {
    for (const { run } of before) run(keep)
  }
  return {
    run: (keep) => {
      runBefore(keep)
      last.run(keep)
    },
    finish: last.finish,
    runLast: (keep) => {
      runBefore(keep)
      last.runLast(keep)
    },
  }
}
