/** Loop nests as readable text. */
import type { Nest, Ref } from './nest.js'

/** One line per nest, such as `for i < 30, j < 10: m[100 + 10i + j] = tanh m[400 + 10i + j]`. */
export const showNests = (nests: Iterable<Nest>): string => Array.from(nests, showNest).join('\n')

const INDICES = ['i', 'j', 'k', 'l', 'n', 'o']

function showNest({ kind, op, dims, reduced, out, operands, accumulate, table }: Nest): string {
  const loops = dims.map((count, d) => `${INDICES[d] ?? `i${d}`} < ${count}`).join(', ')
  const place = ({ base, strides }: Ref) => {
    const moving = strides.flatMap((stride, d) => {
      if (stride === 0 || dims[d] === 1) return []
      return [`${stride === 1 ? '' : stride}${INDICES[d] ?? `i${d}`}`]
    })
    return `m[${[base, ...moving].join(' + ')}]`
  }
  const sums = dims.slice(dims.length - reduced).map((_, d) => INDICES[dims.length - reduced + d] ?? '')
  const sign = accumulate === 'no' ? '=' : '+='
  const right =
    kind === 'gather'
      ? `m[table ${table} + i]`
      : `${reduced > 0 ? `Σ${sums.join('')} ` : ''}${op.name} ${operands.map(place).join(', ')}`
  return `for ${loops === '' ? 'once' : loops}: ${place(out)} ${sign} ${right}`
}
