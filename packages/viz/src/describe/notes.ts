/** Says in sentences what a drawing leaves out. */
import { visible } from '@gradus/svg'
import type { Box } from './description.js'
import { counted, whole } from './content.js'
import type { Counts, Omission } from '../choose/omitted.js'
import type { NonFinite } from '../choose/non-finite.js'
import type { Settings } from '../options.js'

export function notesOf(
  counts: Counts,
  boxes: readonly Box[],
  settings: Settings,
  nonFinite: NonFinite | undefined,
): string[] {
  const { graph, added, shown, omitted } = counts
  const notes = omitted.map((omission) => sentence(omission, boxes, settings))
  if (omitted.length > 0) {
    const [nodes, edges] = [graph.nodes + added.nodes, graph.edges + added.edges].map(whole)
    notes.unshift(`Shown: ${whole(shown.nodes)} of ${nodes} nodes and ${whole(shown.edges)} of ${edges} edges.`)
  }
  if (nonFinite !== undefined && !boxes.some(({ node }) => node === nonFinite.first)) {
    const { label, op } = nonFinite.first
    const name = [visible(label.slice(0, 40)), op?.symbol ?? ''].filter((text) => text !== '').join(' ')
    notes.push(
      `The first ${nonFinite.what} that is not finite is not in this drawing${name === '' ? '' : `: ${name}`}.`,
    )
  }
  return notes
}

function sentence({ reason, nodes, edges }: Omission, boxes: readonly Box[], { around, radius }: Settings): string {
  const all = [...(nodes > 0 ? [counted(nodes, 'node')] : []), ...(edges > 0 ? [counted(edges, 'edge')] : [])].join(
    ' and ',
  )
  const verb = nodes + edges === 1 ? 'is' : 'are'
  const drawn = (isCounted: (box: Box) => boolean) => boxes.filter(isCounted).length
  switch (reason) {
    case 'far':
      if (around === undefined) return `${all} ${verb} left out, farther from the root.`
      return `${all} ${verb} left out, farther than ${counted(radius, 'edge')} from ${nameOf(around)}.`
    case 'grouped':
      return `${all} ${verb} inside of ${counted(
        drawn(({ kind }) => kind === 'group'),
        'group',
      )}.`
    case 'folded':
      return `${all} ${verb} folded into ${counted(
        drawn((box) => box.kind !== 'group' && box.nodes > 1),
        'box',
        'boxes',
      )}.`
    case 'together':
      return `${all} ${verb} drawn together with others.`
    case 'constants':
      return `${counted(nodes, 'constant')} with ${nodes === 1 ? 'its edge' : 'their edges'} ${verb} hidden.`
  }
}

const nameOf = ({ label, op }: NonNullable<Settings['around']>): string =>
  label === '' ? (op === null ? 'the leaf' : `the ${op.symbol}`) : visible(label.slice(0, 40))
