/** What the compiler makes in the end: functions of WebAssembly, or JavaScript closures. */

/** Runs a program on one block. `keep` is a mask for the totals: 0 starts them anew, −1 (all bits set) adds to them. */
export type Run = (keep: 0 | -1) => void
/** A program that can run. */
export interface Executable {
  /** Runs a block of examples. */
  readonly run: Run
  /** Runs what follows the last block of a batch. For most programs this is nothing. */
  readonly finish: () => void
  /** Runs the last block, then `finish`. */
  readonly runLast: Run
}
