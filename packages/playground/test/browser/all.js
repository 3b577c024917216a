// All tests of the page in one process, which starts one browser for all of them: `npm run test:browser`. Each file also runs alone.
import { readdirSync } from 'node:fs'

const here = new URL('./', import.meta.url)
for (const name of readdirSync(here).sort()) if (name.endsWith('.test.js')) await import(new URL(name, here))
