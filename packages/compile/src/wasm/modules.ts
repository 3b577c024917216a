/** Code that is too long for one module. */
import type { Executable, Run } from '../memory/executable.js'
import type { ModuleFunction } from './module.js'

/** Longer code is several modules: on the main thread of a page, browsers compile none of more than 8 MB at once. */
const LONGEST_MODULE = 4_000_000

/** As many functions in each as a module may have; one module at least. */
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

/** Code in several modules, of which the last one finishes. */
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
