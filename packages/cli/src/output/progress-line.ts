/** One line that says how far some work is, in as many words as fit the width of the terminal. */

/** What the line says. A part that is not known is left out. */
export interface Moment {
  /** What is counted, such as "fold 2 of 5: epoch". */
  unit: string
  /** How many are done, such as 12.5. */
  done: number
  total: number
  loss?: number | undefined
  validationLoss?: number | undefined
  /** A share from 0 to 1, of the validation rows if there are any. */
  accuracy?: number | undefined
  examplesPerSecond?: number | undefined
  secondsLeft?: number | undefined
}

/** The whole line, for a wide terminal or a file. */
export function longLine(moment: Moment): string {
  const { unit, done, total, loss, validationLoss, accuracy, examplesPerSecond, secondsLeft } = moment
  return [
    `${unit} ${Math.floor(done)}/${total}`,
    loss === undefined ? [] : `loss ${loss.toPrecision(4)}`,
    validationLoss === undefined ? [] : `validation ${validationLoss.toPrecision(4)}`,
    accuracy === undefined ? [] : `accuracy ${(100 * accuracy).toFixed(1)} %`,
    examplesPerSecond === undefined ? [] : `${Math.round(examplesPerSecond).toLocaleString('en-US')} examples/s`,
    secondsLeft === undefined ? [] : `${clock(secondsLeft)} left`,
  ]
    .flat()
    .join(', ')
}

/** The line with fewer digits and without the speed, for a terminal of 80 columns. */
function mediumLine(moment: Moment): string {
  const { unit, done, total, loss, validationLoss, accuracy, secondsLeft } = moment
  return [
    `${unit.replace(' of ', '/')} ${Math.floor(done)}/${total}`,
    loss === undefined ? [] : `loss ${loss.toPrecision(3)}`,
    validationLoss === undefined ? [] : `val ${validationLoss.toPrecision(3)}`,
    accuracy === undefined ? [] : `accuracy ${Math.round(100 * accuracy)} %`,
    secondsLeft === undefined ? [] : `${clock(secondsLeft)} left`,
  ]
    .flat()
    .join(', ')
}

/** The parts in few characters, the most important first. */
function shortParts(moment: Moment): string[] {
  const { done, total, loss, validationLoss, accuracy, examplesPerSecond, secondsLeft } = moment
  return [
    `${Math.floor(done)}/${total}`,
    loss === undefined ? [] : loss.toPrecision(3),
    validationLoss === undefined ? [] : `val ${validationLoss.toPrecision(3)}`,
    accuracy === undefined ? [] : `${Math.round(100 * accuracy)}%`,
    secondsLeft === undefined ? [] : clock(secondsLeft),
    examplesPerSecond === undefined ? [] : `${short(examplesPerSecond)}/s`,
  ].flat()
}

const LONGEST_BAR = 20

/** The line for a terminal of this many columns. It has a bar if there is room for one. */
export function progressLine(moment: Moment, columns: number): string {
  const room = columns - 1 // a character in the last column could start a new line
  const line = [longLine(moment), mediumLine(moment)].find((text) => text.length <= room)
  if (line !== undefined) {
    const length = Math.min(LONGEST_BAR, room - line.length - 1)
    if (length < 5) return line
    const full = Math.min(length, Math.round((length * moment.done) / moment.total))
    return `${'█'.repeat(full)}${'░'.repeat(length - full)} ${line}`
  }
  const parts = shortParts(moment)
  const [label] = moment.unit.replace(' of ', '/').split(': ')
  const labeled = `${label}: ${parts.join(' ')}`
  if (labeled.length <= room) return labeled
  while (parts.length > 1 && parts.join(' ').length > room) parts.pop()
  return parts.join(' ').slice(0, Math.max(0, room))
}

/** 3725 → "1:02:05". */
function clock(seconds: number): string {
  const whole = Math.round(seconds)
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** 12345 → "12k". */
const short = (x: number): string =>
  x < 999.5 ? String(Math.round(x)) : x < 999_500 ? `${Math.round(x / 1000)}k` : `${(x / 1e6).toFixed(1)}M`
