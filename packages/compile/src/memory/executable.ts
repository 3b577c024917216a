/** What the compiler makes in the end, in WebAssembly or as closures. */

/** Executes a program on the arena; `keep` is 0 for the first block of a batch, and −1 (all bits set) for those that add to it. */
export type Run = (keep: 0 | -1) => void
/** What can be executed. */
export interface Executable {
  /** A block of examples. */
  readonly run: Run
  /** What is to be done when all blocks of a batch are through; nothing, mostly. */
  readonly finish: () => void
  /** The last block, and that. */
  readonly runLast: Run
}
