/** What two common mistakes in the backward pass would give: `=` instead of `+=`, and a wrong order. */
import { breadthFirst, type Mistake, mistakenGradients } from '../backward-steps.js'
import type { Line, Section } from './layout.js'
import type { Scene } from './scene.js'

/** The most wrong gradients of each mistake, and the most nodes whose order is written out. */
const SHOWN = 5
const ORDER = 12

/** The gradients that would be wrong; undefined if nothing is used twice. */
export function mistakesSection(scene: Scene): Section | undefined {
  const { graph, writer, arrivals, steps } = scene
  const { order } = graph
  const interesting: number[] = []
  let anyReused = false
  for (let i = order.length - 1; i >= 0; i--) {
    if (!scene.leadsToLeaf(i)) continue
    if (arrivals[i]! > 1) anyReused = true
    if (arrivals[i]! > 1 || order[i]!.op === null || order[i] === scene.leaf) interesting.push(i)
  }
  if (!anyReused) return undefined
  const lines = [...wrong('overwrite', overwriting), ...wrong('early', early)]
  return lines.length === 0 ? undefined : { title: 'What common mistakes would give', lines }

  function wrong(mistake: Mistake, heading: () => Line): Line[] {
    const mistaken = mistakenGradients(graph, mistake)
    const right = (i: number): number => steps[order.length - 1 - i]!.gradient
    const differing = interesting.filter((i) => !Object.is(mistaken[i], right(i)))
    if (differing.length === 0) return []
    const lines = differing.slice(0, SHOWN).map((i): Line => {
      const difference = `${writer.number(mistaken[i]!)}${writer.words(' instead of ')}${writer.number(right(i))}`
      return { math: `${writer.gradient(order[i]!)} = ${difference}`, level: 2 }
    })
    if (differing.length > SHOWN) {
      lines.push({
        math: `${writer.dots}${writer.words(` and ${(differing.length - SHOWN).toLocaleString('en-US')} more`)}`,
        level: 2,
      })
    }
    return [heading(), ...lines]
  }

  function overwriting(): Line {
    return { math: writer.words('With = instead of +=, a node keeps its last arrival only:'), level: 1 }
  }

  function early(): Line {
    const why = 'some nodes pass on a gradient before all of it has arrived:'
    if (graph.order.length > ORDER) return { math: writer.words(`Breadth first, ${why}`), level: 1 }
    const names = [...breadthFirst(graph)].map((i) => writer.name(graph.order[i]!))
    return { math: `${writer.words('In the order ')}${names.join(', ')}${writer.words(`, ${why}`)}`, level: 1 }
  }
}
