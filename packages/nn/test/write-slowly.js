// A writer for the test that kills it: writes letters to the file of its argument without end, and prints a line per piece.
import { writeFileSafely } from '../dist/node.js'

await writeFileSafely(
  process.argv[2],
  (async function* () {
    for (;;) {
      process.stdout.write('piece\n')
      await new Promise((resolve) => setTimeout(resolve, 1))
      yield 'x'.repeat(1 << 16)
    }
  })(),
)
