/** Draws all pictures of docs/pictures: runs each script, here and in course/, that takes a folder for its pictures. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = process.argv[2]
if (folder === undefined) throw new Error('pictures: there is no folder. Pass the folder for the pictures.')
const here = fileURLToPath(new URL('.', import.meta.url))
const scripts = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter(
    (path) => /(^|[\\/])\d\d-[^\\/]*\.js$/.test(path) && readFileSync(here + path, 'utf8').includes('process.argv[2]'),
  )
  .sort()
// One process for all of them, because each would load Graphviz again. What they print is of no use here.
console.log = () => undefined
for (const script of scripts) {
  try {
    await import(new URL(script, import.meta.url).href)
  } catch (cause) {
    throw new Error(`pictures: ${script} failed. Fix what it says below.`, { cause })
  }
}
