/** Chooses what does the work of `fit`: compiled code, or the engine node by node. */
import { CompiledTrainer } from './compiled/compiled-trainer.js'
import { goEager, NotCompiled } from './compiled/fallback.js'
import { EagerTrainer } from './eager-trainer.js'
import type { Run } from './run.js'
import type { Trainer } from './trainer.js'

/** Compiles unless `mode` is 'eager'. What cannot be compiled is trained eagerly, with a notice that says why. */
export function chooseTrainer(run: Run): Trainer {
  if (run.mode === 'eager') return new EagerTrainer(run)
  try {
    return new CompiledTrainer(run)
  } catch (error) {
    if (!(error instanceof NotCompiled)) throw error
    goEager(run, error)
    return new EagerTrainer(run)
  }
}
