/** Numbers of variables that the expression does not have. A link of another formula, or with a mistake, can bring them. */
import { parsed } from './graph-of.js'
import { type ExpressionSettings, valuesSetting } from './settings.js'

/** The names that have a number, but are no variables of the expression; and the names of its variables. None for a text with a fault. */
function namesOf({ text, values }: ExpressionSettings): { strangers: string[]; variables: readonly string[] } {
  const expression = parsed(text)
  if ('message' in expression) return { strangers: [], variables: [] }
  return { strangers: Object.keys(values).filter((name) => !expression.names.includes(name)), variables: expression.names }
} // oxfmt-ignore

/** The message for numbers that have no effect. Undefined if there are none. */
export function faultOfStrangers(settings: ExpressionSettings): string | undefined {
  const { strangers, variables } = namesOf(settings)
  if (strangers.length === 0) return undefined
  const quoted = strangers.slice(0, 3).map((name) => `“${name.slice(0, 40)}”`)
  const all = strangers.length > 3 ? `${quoted.join(', ')} and ${strangers.length - 3} more` : quoted.join(', ')
  const known = variables.length === 0 ? 'none' : variables.slice(0, 10).join(', ')
  return `Numbers of the variables: the expression has no ${all}. Its variables: ${known}.`
}

/** The settings without such numbers, for a link. They stay in the page while the text of the expression is changed. */
export function withoutStrangers(settings: ExpressionSettings): ExpressionSettings {
  const { values } = settings
  if (values === valuesSetting.initial) return settings
  const { strangers } = namesOf(settings)
  if (strangers.length === 0) return settings
  const rest = Object.entries(values).filter(([name]) => !strangers.includes(name))
  return { ...settings, values: rest.length === 0 ? valuesSetting.initial : Object.fromEntries(rest) }
}
