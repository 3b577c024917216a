// A search in a process of its own, to be killed: node run-search.js JOURNAL prints the result as JSON.
import { search, uniform } from '@gradus/tune'

const task = new URL('tasks/slow.js', import.meta.url)
const options = { trials: 24, rounds: 2, seed: 4, workers: 2, journal: process.argv[2] }
process.stdout.write(JSON.stringify(await search(task, { x: uniform(0, 1) }, options)))
