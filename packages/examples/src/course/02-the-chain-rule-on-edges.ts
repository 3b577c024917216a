/** The pictures of chapter 2: slopes on edges, what add, multiply and max do to a gradient, and why +=. 06-drawing.ts draws the wrong order. */
import { max, Value } from '@gradus/engine'
import { renderSvg } from '@gradus/viz'
import { savePictures } from './save-pictures.js'

/** A drawing after `backward()`; every node that is not a leaf gets a label. */
function draw(
  root: Value,
  labels: Record<string, Value>,
  options: Parameters<typeof renderSvg>[1] = {},
): Promise<string> {
  for (const [label, node] of Object.entries(labels)) node.label = label
  root.backward()
  return renderSvg(root, options)
}
const leaf = (number: number, label: string) => new Value(number, label)

const q = leaf(-2, 'x').add(leaf(5, 'y'))
const f = q.mul(leaf(-4, 'z'))

/** One operation, whose result is multiplied by −4, so that the gradient −4 arrives there. */
const piece = (r: Value) => draw(r.mul(-4), { r }, { contributions: true })

const x = leaf(3, 'x')
const square = x.mul(x)
const reused = square.add(x)

await savePictures(process.argv[2], {
  '02-edges.svg': await draw(f, { q, f }, { partials: true }),
  '02-add.svg': await piece(leaf(3, 'x').add(leaf(2, 'y'))),
  '02-multiply.svg': await piece(leaf(3, 'x').mul(leaf(2, 'y'))),
  '02-max.svg': await piece(max(leaf(3, 'x'), leaf(2, 'y'))),
  '02-plus-equals.svg': await draw(reused, { p: square, f: reused }, { contributions: true }),
})
