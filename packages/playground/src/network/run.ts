/** The run of the network: what the worker has said last, and the commands to it. Settings that change go to it by themselves. */
import { batch, effect, signal } from '@preact/signals'
import type { EpochRecord } from '@gradus/nn'
import { amend, change, state } from '../state/page.js'
import { startWorker, type TrainingWorker } from '../training/client.js'
import type { DataNews, FromWorker, Moment, OwnData, RemarkNews, RunNews } from '../training/messages.js'
import type { LoadedModel } from '../keep/load-model.js'
import type { NetworkSettings } from './settings.js'
import { ShownPasses } from './shown-passes.js'

export const data = signal<DataNews | undefined>(undefined)
export const run = signal<RunNews | undefined>(undefined)
/** One record per epoch, from epoch 1 on. It is a long list that changes in place, and only together with `run`. */
export const records: EpochRecord[] = []
/** Those that the loss curves show. */
export const shown = new ShownPasses()
/** Why the run ended by itself, or that it gets worse. Undefined before, and when it no longer holds. */
export const remark = signal<RemarkNews | undefined>(undefined)
/** What cannot be trained, in words. */
export const fault = signal<string | undefined>(undefined)
/** The data that the user has given. They stay here and in the worker. */
export const own = signal<OwnData | undefined>(undefined)
/** A model that has been opened without the table that it was trained on. The next table is read as the model needs it. */
export const waiting = signal<LoadedModel['needs']>(undefined)

/** Settings that a run can take over. All others begin a new one. */
const LIVE = ['loss', 'optimizer', 'rate', 'l1', 'l2', 'dropout', 'batch', 'stopAfter', 'patience'] as const

let worker: TrainingWorker | undefined
let sent: { settings: NetworkSettings; own: OwnData | undefined } | undefined
/** Weights that the worker has reported, which it need not be told. */
let reported: readonly number[] | undefined
/** The number of the last run that was started, and of the run whose weights the state has. */
let [started, kept] = [0, 0]
/** The run and the pass that settings belong to, for undo and redo. */
const moments = new WeakMap<NetworkSettings, Moment & { readonly own: OwnData | undefined }>()
/** Whether the page waits for data of the user. */
let lacksData = false

/** Starts the worker when the view is first shown, and keeps it informed. Returns a function that ends that. */
export function follow(): () => void {
  worker ??= startWorker(receive)
  const stop = effect(() => tell(state.value.network, own.value))
  const onHidden = (): void => {
    if (document.hidden && run.value?.isRunning === true) pause()
  }
  document.addEventListener('visibilitychange', onHidden)
  return () => {
    stop()
    document.removeEventListener('visibilitychange', onHidden)
    if (run.value?.isRunning === true) pause()
  }
}

function tell(settings: NetworkSettings, ownData: OwnData | undefined): void {
  const old = sent
  if (settings.data === 'own' && ownData === undefined) {
    // `sent` stays, so that weights of a link or of a model are still new when their data arrive.
    lacksData = true
    remark.value = undefined
    data.value = undefined
    run.value = undefined
    return
  }
  if (settings.data !== 'own') waiting.value = undefined
  sent = { settings, own: ownData }
  if (old !== undefined && old.settings === settings && old.own === ownData && !lacksData) return
  const changed = (name: keyof NetworkSettings) => old === undefined || old.settings[name] !== settings[name]
  const names = (Object.keys(settings) as (keyof NetworkSettings)[]).filter(changed)
  const isNew =
    old === undefined || lacksData || (settings.data === 'own' && old.own !== ownData) || fault.peek() !== undefined
  lacksData = false
  const isStructural = names.some((name) =>
    name === 'weights' ? settings.weights !== reported : !(LIVE as readonly string[]).includes(name),
  )
  if (!isNew && !isStructural) {
    if (names.some((name) => name !== 'weights')) worker!.send({ type: 'settings', settings })
    return
  }
  // Weights belong to a network of one shape. Another shape begins with new ones. A table that is read as the one before
  // gives the same network.
  const isReadAlike = ownData !== old?.own && ownData?.encoding !== undefined && ownData.encoding === old?.own?.encoding
  const keepsWeights = old === undefined || isReadAlike || (names.includes('weights') && settings.weights.length > 0)
  remark.value = undefined
  fault.value = undefined
  reported = undefined // of the run that ends here: to come back to its weights, another start is needed
  const moment = moments.get(settings)
  const was = moment?.own === ownData ? moment : undefined
  worker!.send({
    type: 'start',
    id: ++started,
    settings: keepsWeights || was !== undefined ? settings : { ...settings, weights: [] },
    ...(ownData === undefined ? {} : { own: ownData }),
    ...(was === undefined ? {} : { was: { id: was.id, epoch: was.epoch } }),
  })
}

/** New data whose first run is still to come. The page shows both at once, because the numbers of a run fit its data only. */
let announced: DataNews | undefined

function receive(news: FromWorker): void {
  if (lacksData && news.type !== 'fault') return // they are of a run that has ended; its weights belong to other data
  if (news.type === 'data') announced = news
  else if (news.type === 'run') {
    batch(() => {
      data.value = announced ?? data.value
      run.value = news.isRunning && announced === undefined ? withLastPictures(news) : news
      records.length = news.from - 1
      for (const record of news.records) records.push(record)
      shown.update(news.from, records)
    })
    announced = undefined
    if (!news.isRunning) keepWeights(news)
  } else if (news.type === 'remark') remark.value = news
  else {
    fault.value = news.message
    announced = undefined
    data.value = undefined
    run.value = undefined
    records.length = 0
    shown.update(1, records)
  }
}

/** While a run goes on, its news do not always have the pictures that take time. */
const withLastPictures = (news: RunNews): RunNews => ({
  ...news,
  map: news.map ?? run.value?.map,
  confusion: news.confusion ?? run.value?.confusion,
})

/** Puts the weights of a run that rests into the state, so that a link carries them. New weights need no room in it. */
function keepWeights({ id, obeyed, epoch, parameters, isReproducible }: RunNews): void {
  // The state is already another: that before two changes, or that of an address that was read while another view is shown.
  if (obeyed !== started || state.value.network !== sent?.settings) return
  const next = epoch === 0 && isReproducible ? [] : [...parameters]
  const old = state.value.network.weights
  if (old.length !== next.length || !old.every((w, i) => Object.is(w, next[i]))) {
    reported = next
    // The first weights of a run belong to the change that has started it.
    if (id === kept) change('network', { weights: next })
    else amend('network', { weights: next })
  }
  kept = id
  moments.set(state.value.network, { id, epoch, own: sent?.own })
}

/** Puts the weights of a run that goes on into the state. */
export function keepPresentWeights(): void {
  if (run.value?.isRunning === true) keepWeights(run.value)
}

/** What goes wrong in the run stays to be read. */
function goOn(): void {
  if (remark.value?.until === undefined) remark.value = undefined
}

export function play(): void {
  goOn()
  worker!.send({ type: 'run' })
}
export const pause = (): void => worker!.send({ type: 'pause' })
export function step(passes = 1): void {
  goOn()
  worker!.send({ type: 'step', passes })
}
/** Undo then leads to where the run is now. */
export function seek(epoch: number): void {
  keepPresentWeights()
  remark.value = undefined
  worker!.send({ type: 'seek', epoch })
}
export function seekBest(): void {
  keepPresentWeights()
  remark.value = undefined
  worker!.send({ type: 'seekBest' })
}
export const setSpeed = (passesPerSecond: number): void => worker!.send({ type: 'speed', passesPerSecond })
export const edit = (parameter: number, value: number): void => worker!.send({ type: 'edit', parameter, value })

/** New first weights: those of the next seed. */
export function newWeights(): void {
  change('network', { seed: state.value.network.seed + 1, weights: [] })
}
