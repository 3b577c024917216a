// A writer for the tests that limit it: writes as many bytes as its second argument says to the file of its first. As a
// user without rights if there is a third, since root has all of them.
import { writeFileSafely } from '../dist/node.js'

const [path, bytes, user] = process.argv.slice(2)
if (user !== undefined && process.getuid() === 0) process.setuid(65534)
try {
  await writeFileSafely(path, 'n'.repeat(Number(bytes)))
} catch (error) {
  process.stderr.write(error.message)
  process.exitCode = 1
}
