// A jest reporter beside the default one: says how many files there are and roughly how long they take, then how many are
// done. On a terminal the default reporter shows the latter.

/** How long one core works on all files, in minutes, measured on a machine of 2026. */
const CORE_MINUTES = 16
/** Fewer files are a part of them, which only earlier runs can tell. */
const MOST_OF_THEM = 100

export default class Progress {
  #workers
  #out
  #done = 0

  /** jest passes its configuration, and the options of the reporter, of which there are none. */
  constructor({ maxWorkers }, { write, isTTY } = {}) {
    this.#workers = maxWorkers
    this.#out = write === undefined ? process.stderr : { write, isTTY }
  }

  /** `estimatedTime` comes from earlier runs, in seconds, and is 0 without one. */
  onRunStart({ numTotalTestSuites: files }, { estimatedTime }) {
    const first = files > MOST_OF_THEM ? (60 * CORE_MINUTES) / this.#workers : 0
    const seconds = estimatedTime > 0 ? estimatedTime : first
    const time = seconds === 0 ? '' : `, which take about ${duration(seconds)}`
    this.#out.write(`Running the tests in ${files} ${files === 1 ? 'file' : 'files'}${time}.\n`)
  }

  onTestResult(_test, _result, { numTotalTestSuites: files }) {
    this.#done++
    if (!this.#out.isTTY && files > MOST_OF_THEM && this.#done % 10 === 0) {
      this.#out.write(`${this.#done} of ${files} files are done.\n`)
    }
  }

  getLastError() {}
}

function duration(seconds) {
  if (seconds < 1.5) return 'one second'
  return seconds < 90 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`
}
