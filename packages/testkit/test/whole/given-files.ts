/** The files that the reader of a page already has, under the names in its commands. They are small, and made up. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { digits } from '@gradus/data/digits'
import { Random } from '@gradus/nn'

/** Houses with their price: numbers that cost something, and noise. */
function houses(count: number, seed: number): string {
  const random = new Random(seed)
  const rows = Array.from({ length: count }, () => {
    const [area, age] = [random.uniform(50, 200), random.uniform(0, 80)]
    return [area.toFixed(1), age.toFixed(1), (3 * area - 2 * age + random.uniform(-20, 20)).toFixed(1)].join()
  })
  return ['area,age,price', ...rows, ''].join('\n')
}

/** As a German spreadsheet writes it, with a cell that is missing. */
const german = (csv: string) =>
  csv.replaceAll(',', ';').replaceAll('.', ',').replace('area;age;price', 'area;alter;preis\nk,A,;NA;300,5').replace('k,A,', 'k.A.') // oxfmt-ignore

/** IDX, the format of MNIST. */
const idx = (shape: number[], bytes: number[]) =>
  gzipSync(Uint8Array.from([0, 0, 8, shape.length, ...shape.flatMap((n) => [0, 0, n >> 8, n & 255]), ...bytes]))

function images(start: number, count: number) {
  const { inputs, targets } = digits({ start, count })
  const pixels = inputs.flat().map((share) => Math.round(255 * share))
  return { images: idx([count, 8, 8], pixels), labels: idx([count], targets) }
}

export function writeGivenFiles(folder: string): void {
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content)
  write('houses.csv', houses(900, 1)) // training takes two seconds, in which a page presses Ctrl-C
  write('new-houses.csv', houses(30, 2))
  write('large.csv', houses(3000, 3))
  write('haeuser.csv.gz', gzipSync(german(houses(100, 4))))
  write('neu.csv.gz', gzipSync(german(houses(10, 5))))
  for (const [name, data] of [['train', images(0, 1000)], ['t10k', images(1000, 200)]] as const) {
    write(`${name}-images-idx3-ubyte.gz`, data.images)
    write(`${name}-labels-idx1-ubyte.gz`, data.labels)
  } // oxfmt-ignore
}
