// A jest sequencer: the files that take longest come first, or the last of them would keep one worker busy alone. jest does the same
// with the times of earlier runs, which a fresh clone does not have.
import Sequencer from '@jest/test-sequencer'

const LONGEST = [
  // These collect garbage again and again, which takes longer in a process that has run other tests.
  'compile/test/whole/memory.test.ts',
  'compile/test/whole/dispose.test.ts',
  'engine/test/whole/memory.test.ts',
  'testkit/test/whole/page-programs.test.ts',
  'testkit/test/whole/course-programs.test.ts',
  'cli/test/commands/tune.test.ts',
  'cli/test/whole/training-options.test.ts',
  'cli/test/tune/merge-journals.test.ts',
]

/** Its place in the list. Files that are not in it come after all that are. */
const place = ({ path }) => {
  const at = LONGEST.findIndex((end) => path.endsWith(end))
  return at < 0 ? LONGEST.length : at
}

export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests)
    const isKnown = sorted.some(({ duration }) => duration !== undefined)
    return isKnown ? sorted : sorted.sort((a, b) => place(a) - place(b))
  }
}
