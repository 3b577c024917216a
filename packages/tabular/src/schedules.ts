/** The optimizers and schedules by name, so that options are plain JSON. */
import type { Value } from '@gradus/engine'
import { checkOptions, oneOf, show } from '@gradus/engine/errors'
import { Adagrad, Adam, AdamW, type FitOptions, LBFGS, type Optimizer, RMSProp, schedules, SGD } from '@gradus/nn'
import type { Learning, LearnOptions } from './options.js'

/** The learning rate over the epochs, as plain JSON. */
export type ScheduleOption =
  | { name: 'step'; /** In epochs. */ every: number; factor: number }
  | { name: 'exponential'; /** Per epoch. */ factor: number }
  | { name: 'cosine'; /** The last factor; default 0. */ floor?: number }
  | { name: 'plateau'; /** In epochs. */ patience: number; factor?: number; minLr?: number }

/** The options of each schedule. Those that are true must be given. */
export const SCHEDULES = {
  step: { every: true, factor: true },
  exponential: { factor: true },
  cosine: { floor: false },
  plateau: { patience: true, factor: false, minLr: false },
} as const satisfies Record<ScheduleOption['name'], Record<string, boolean>>

/** Refuses optimizer options that contradict each other, and schedules that are incomplete. */
export function checkOptimizer(where: string, options: LearnOptions): void {
  const { optimizer = 'adam', schedule, warmUp, epochs = 500 } = options
  const refuse = (what: string) => new RangeError(`${where}: ${what}`)
  const only = (names: readonly (keyof LearnOptions)[], optimizers: readonly string[]): void => {
    const name = names.find((one) => options[one] !== undefined)
    if (name === undefined || optimizers.includes(optimizer)) return
    const instead = optimizers.map((one) => `'${one}'`).join(' or ')
    throw refuse(
      `${name} is for ${instead}, and optimizer is ${show(optimizer)}. Pass ${instead}, or leave ${name} out.`,
    )
  }
  only(['momentum', 'nesterov'], ['sgd'])
  only(['weightDecay'], ['sgd', 'adamw'])
  if (optimizer === 'lbfgs') {
    const name = (['batchSize', 'clipNorm', 'clipValue'] as const).find((one) => options[one] !== undefined)
    if (name !== undefined || (options.dropout ?? 0) > 0) {
      throw refuse(`${name ?? 'dropout'} does not fit optimizer 'lbfgs'. Leave one of them out.`)
    }
  }
  if (warmUp !== undefined && !(Number.isInteger(warmUp) && warmUp >= 1 && warmUp < epochs)) {
    throw refuse(`warmUp is ${show(warmUp)}. Pass a whole number from 1 to ${epochs - 1}, below the number of epochs.`)
  }
  if (schedule === undefined) return
  oneOf(where, 'schedule.name', schedule?.name, Object.keys(SCHEDULES))
  const known = SCHEDULES[schedule.name]
  checkOptions(where, schedule, ['name', ...Object.keys(known)], 'schedule')
  for (const [key, needed] of Object.entries(known)) {
    if (needed && !Object.hasOwn(schedule, key)) throw refuse(`schedule ${show(schedule.name)} needs ${key}. Pass it.`)
  }
}

export function makeOptimizer(parameters: readonly Value[], options: Learning): Optimizer {
  const { optimizer, lr, momentum, nesterov, weightDecay } = options
  const decay = weightDecay === undefined ? {} : { weightDecay }
  switch (optimizer) {
    case 'adam':
      return new Adam(parameters, { lr })
    case 'adamw':
      return new AdamW(parameters, { lr, ...decay })
    case 'sgd':
      return new SGD(parameters, {
        ...{ lr, ...decay },
        ...(momentum === undefined ? {} : { momentum }),
        ...(nesterov === undefined ? {} : { nesterov }),
      })
    case 'adagrad':
      return new Adagrad(parameters, { lr })
    case 'rmsprop':
      return new RMSProp(parameters, { lr })
    case 'lbfgs':
      return new LBFGS(parameters, { lr })
  }
}

/** The schedule as options of `fit`. A cosine ends with the largest number of epochs, however many a run takes. */
export function scheduleOptions({
  schedule,
  warmUp = 0,
  epochs,
}: Learning): Pick<FitOptions, 'schedule' | 'reduceOnPlateau'> {
  const then = afterWarmUp(schedule, epochs - warmUp)
  const whole = warmUp === 0 ? then : schedules.warmUp({ epochs: warmUp, ...(then === undefined ? {} : { then }) })
  return {
    ...(whole === undefined ? {} : { schedule: whole }),
    ...(schedule?.name === 'plateau' ? { reduceOnPlateau: withoutName(schedule) } : {}),
  }
}

function afterWarmUp(schedule: ScheduleOption | undefined, epochs: number): FitOptions['schedule'] {
  switch (schedule?.name) {
    case 'step':
      return schedules.step(schedule)
    case 'exponential':
      return schedules.exponential(schedule)
    case 'cosine':
      return schedules.cosine({ epochs, ...withoutName(schedule) })
    default:
      return undefined
  }
}

const withoutName = <S extends ScheduleOption>({ name: _, ...rest }: S): Omit<S, 'name'> => rest
