/**
 * The network as a formula of its inputs x1, x2, … It can be pasted into the field of the expression view, and into `gradus
 * eval`. With one output it is the output, which is 0 at the boundary of two classes. With several it is the first output
 * minus the largest of the others, which is 0 at the boundary of the first class.
 */
import type { FeatureName, NetworkSettings } from '../network/settings.js'
import type { DataNews } from '../training/messages.js'
import type { SavedParts } from './model-file.js'
import { number } from './program-text.js'

const FEATURE_TEXTS: Readonly<Record<FeatureName, string>> = {
  x: 'x1',
  y: 'x2',
  xx: 'x1*x1',
  yy: 'x2*x2',
  xy: 'x1*x2',
  sinx: 'sin(x1)',
  siny: 'sin(x2)',
}

/** The formula: a line for each unit, then the result. */
export function formulaOf({ settings, data, parameters }: SavedParts): string {
  const lines: string[] = []
  let names = inputTexts(settings, data)
  let place = 0
  data.sizes.slice(1).forEach((units, l) => {
    const isOutput = l === data.sizes.length - 2
    const unitNames = Array.from({ length: units }, (_, u) => (isOutput ? `z${u + 1}` : `a${l + 1}_${u + 1}`))
    for (const unitName of unitNames) {
      const terms = names.map((name) => `${number(parameters[place++]!)}*${name}`)
      const sum = [...terms, number(parameters[place++]!)].join(' + ')
      const isBent = !isOutput && settings.activation !== 'linear'
      lines.push(`${unitName} = ${isBent ? `${settings.activation}(${sum})` : sum}`)
    }
    names = unitNames
  })
  const [first, ...others] = names
  lines.push(others.length === 0 ? first! : `${first} - ${others.reduce((a, b) => `max(${a}, ${b})`)}`)
  return lines.join(';\n')
}

/** Products stand in parentheses, so that they are computed before the weight is multiplied, as in the page. */
function inputTexts({ features }: NetworkSettings, { plane, inputs }: DataNews): string[] {
  if (plane?.hasFeatures !== true) return inputs.map((_, j) => `x${j + 1}`)
  return features.map((name) => FEATURE_TEXTS[name].replace(/^(.*\*.*)$/, '($1)'))
}
