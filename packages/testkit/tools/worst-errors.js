// Prints the largest relative error of values, slopes and second derivatives against the 50-digit references. After a
// build: node packages/testkit/tools/worst-errors.js
import { deviations, worstDeviations } from '@gradus/testkit'

const all = deviations()
for (const { order, op, inputs, of, relative, reference, got } of worstDeviations(all)) {
  const name = ['value', 'first order', 'second order'][order]
  const count = all.filter((d) => d.order === order).length
  console.log(
    `${name}: ${relative.toExponential(2)} in ${op}(${inputs.join(', ')})${of.length > 0 ? ` of [${of}]` : ''}`,
  )
  console.log(`  got ${got}, reference ${reference}; of ${count} numbers`)
}
