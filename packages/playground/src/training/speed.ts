/** The speed of a run that the user has limited. */
export class Speed {
  private passesPerSecond = Infinity
  /** When the next pass may begin. */
  private nextPass = 0

  set(passesPerSecond: number): void {
    this.passesPerSecond = passesPerSecond
    this.nextPass = 0
  }

  /** Milliseconds until the next pass may begin; 0 means now, and that pass is counted. */
  waitingTime(): number {
    if (this.passesPerSecond === Infinity) return 0
    const now = performance.now()
    const wait = this.nextPass - now
    if (wait > 0) return wait
    // A run that was late does not catch up more than a tenth of a second.
    this.nextPass = Math.max(this.nextPass, now - 100) + 1000 / this.passesPerSecond
    return 0
  }
}
