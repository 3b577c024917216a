/** A backward pass with a mistake next to the right one: where it fails, and which leaves are wrong. */
import type { Value } from '@gradus/engine'
import type { Mistake } from '@gradus/explain'
import { useMemo } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { fullNumber } from '../controls/show-number.js'
import { nameOf } from './details.js'
import { failureOf } from './mistakes.js'

interface ComparisonProps {
  readonly root: Value
  readonly mistake: Mistake
  /** Goes to the step in which a node passes its gradient on. */
  readonly onShow: (node: Value) => void
}

/** The most leaves that are compared. */
const MOST = 12
const TITLES = { early: 'Wrong order', overwrite: '= instead of +=' }

export function Comparison({ root, mistake, onShow }: ComparisonProps) {
  const { words, node, leaves } = useMemo(() => failureOf(root, mistake), [root, mistake])
  return (
    <section class="comparison" aria-label="Comparison with the right pass">
      <p>
        <b>{TITLES[mistake]}. </b>
        {words ?? 'Here this mistake does no harm: nothing arrives twice where it would matter.'}
      </p>
      {node !== undefined && (
        <Button
          label="Show where it fails"
          help="Goes to the step in which it goes wrong."
          onPress={() => onShow(node)}
        />
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Leaf</th>
            <th scope="col">Right</th>
            <th scope="col">Here</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {leaves.slice(0, MOST).map(({ leaf, right, mistaken }) => {
            const isWrong = !Object.is(right, mistaken)
            return (
              <tr key={leaf.label} class={isWrong ? 'wrong' : undefined}>
                <th scope="row">{nameOf(leaf)}</th>
                <td>{fullNumber(right)}</td>
                <td>{fullNumber(mistaken)}</td>
                <td>{isWrong ? '✗ wrong' : '✓'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {leaves.length > MOST && <p>… and {leaves.length - MOST} more leaves.</p>}
    </section>
  )
}
