/** What two common mistakes in the backward pass would give: `=` instead of `+=`, and a wrong order. */
import type { Value } from '@gradus/engine'
import { breadthFirst, type Mistake, mistakenGradients } from '../backward-steps.js'
import type { Line, Section } from './layout.js'
import { isReused, type Scene, stepOf } from './scene.js'

/** The most wrong gradients of each mistake, and the most nodes whose order is written out. */
const SHOWN = 5
const ORDER = 12

/** The gradients that would be wrong; undefined if nothing is used twice. */
export function mistakesSection(scene: Scene): Section | undefined {
  const { graph, writer } = scene
  const interesting = [...graph.order]
    .reverse()
    .filter((node) => scene.leadsToLeaf(node) && (isReused(scene, node) || scene.leaves.includes(node)))
  if (!interesting.some((node) => isReused(scene, node))) return undefined
  const lines = [...wrong('overwrite', overwriting), ...wrong('early', early)]
  return lines.length === 0 ? undefined : { title: 'What two common mistakes would give', lines }

  function wrong(mistake: Mistake, heading: () => Line): Line[] {
    const gradients = mistakenGradients(graph, mistake)
    const differing = interesting.filter((node) => !Object.is(at(gradients, node), stepOf(scene, node).gradient))
    if (differing.length === 0) return []
    const lines = differing.slice(0, SHOWN).map((node) => difference(node, at(gradients, node)))
    if (differing.length > SHOWN) {
      lines.push({ math: `${writer.dots}${writer.words(` and ${differing.length - SHOWN} more`)}`, level: 2 })
    }
    return [heading(), ...lines]
  }

  function difference(node: Value, mistaken: number): Line {
    const right = writer.number(stepOf(scene, node).gradient)
    return {
      math: `${writer.gradient(node)} = ${writer.number(mistaken)}${writer.words(' instead of ')}${right}`,
      level: 2,
    }
  }

  function at(gradients: Float64Array, node: Value): number {
    return gradients[graph.numbers.get(node)!]!
  }

  function overwriting(): Line {
    return { math: writer.words('With = instead of +=, a node keeps its last arrival only:'), level: 1 }
  }

  function early(): Line {
    const why = 'a node passes on its gradient before all of it has arrived:'
    if (graph.order.length > ORDER) return { math: writer.words(`Breadth first, ${why}`), level: 1 }
    const names = breadthFirst(graph).map((i) => writer.name(graph.order[i]!))
    return { math: `${writer.words('In the order ')}${names.join(', ')}${writer.words(`, ${why}`)}`, level: 1 }
  }
}
