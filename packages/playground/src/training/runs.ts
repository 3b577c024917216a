/** The last runs, so that undo and redo can go back to them, with their curves and their kept steps. */
import type { Training } from './training.js'

const MOST = 8

export class Runs {
  private kept: { readonly id: number; readonly training: Training }[] = []

  put(id: number, training: Training): void {
    this.kept = [...this.kept.filter((run) => run.id !== id), { id, training }].slice(-MOST)
  }

  /** The run with this number. Undefined if it is too old, or if it has not come as far as this pass. */
  find({ id, epoch }: { readonly id: number; readonly epoch: number }): Training | undefined {
    const training = this.kept.find((run) => run.id === id)?.training
    return training !== undefined && epoch <= training.records.length ? training : undefined
  }
}
