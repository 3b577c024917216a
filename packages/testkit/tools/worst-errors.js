// Prints the largest relative errors of values, slopes and second derivatives, compared with the 50-digit references. Run it
// after a build: node packages/testkit/tools/worst-errors.js
import { deviations, floorOf, worstDeviations } from '@gradus/testkit'

const all = deviations()
for (const { order, op, inputs, of, relative, reference, got } of worstDeviations(all)) {
  const name = ['value', 'first order', 'second order'][order]
  const count = all.filter((d) => d.order === order).length
  console.log(
    `${name}: ${relative.toExponential(2)} in ${op}(${inputs.join(', ')})${of.length > 0 ? ` of [${of}]` : ''}`,
  )
  console.log(
    `  got ${got}, reference ${reference}; of ${count} numbers, errors up to ${floorOf({ order, op })} ignored`,
  )
}
