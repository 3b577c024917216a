/** What the page and the worker that trains say to each other. */
import type { TableEncoding } from '@gradus/data'
import type { EpochRecord } from '@gradus/nn'
import type { NetworkSettings } from '../network/settings.js'

/** Rows of the user. They go to the worker and nowhere else. */
export interface OwnData {
  /** What the user called it: a file name, or "pasted". */
  readonly name: string
  readonly text: string
  /** The column to predict. */
  readonly target: string
  /** The decimal sign of its numbers. Default a point. */
  readonly decimal?: '.' | ','
  /** How the rows become inputs, for a model that was trained elsewhere. Without it, means and scales are those of the rows. */
  readonly encoding?: TableEncoding
}

/** A pass of a run. */
export interface Moment {
  /** The number of the run. */
  readonly id: number
  readonly epoch: number
}

export type ToWorker =
  /**
   * New data, a new network and a new run with this number, at step 0. With `weights` in the settings the network has these.
   * `was` says where the weights come from: if the worker still has that run, it goes back to it instead.
   */
  | {
      readonly type: 'start'
      readonly id: number
      readonly settings: NetworkSettings
      readonly own?: OwnData
      readonly was?: Moment
    }
  /** Settings that a run can take over while it goes on: rate, regularization, dropout, batch, optimizer, loss, stop, patience. */
  | { readonly type: 'settings'; readonly settings: NetworkSettings }
  | { readonly type: 'run' }
  | { readonly type: 'pause' }
  /** This number of passes over the data, then a pause. */
  | { readonly type: 'step'; readonly passes: number }
  /** The most passes per second. Infinity: as many as possible. */
  | { readonly type: 'speed'; readonly passesPerSecond: number }
  /** Back, or forward again, to the nearest kept step. */
  | { readonly type: 'seek'; readonly epoch: number }
  /** Back to the pass with the lowest validation loss. */
  | { readonly type: 'seekBest' }
  /** Sets one parameter, by its place in `model.parameters()`. */
  | { readonly type: 'edit'; readonly parameter: number; readonly value: number }

/** What the network learns from, for pictures. Sent after `start`, and again if the notes change. */
export interface DataNews {
  readonly type: 'data'
  readonly task: 'classes' | 'numbers'
  /** Names of the classes, or of the one number. */
  readonly outputs: readonly string[]
  /** Names of the inputs of the network. */
  readonly inputs: readonly string[]
  /** Sizes of the layers, inputs and outputs included. */
  readonly sizes: readonly number[]
  /** One row per example: the inputs of the network. */
  readonly rows: readonly Float64Array[]
  /** A class index, or a number, for each example. */
  readonly targets: Float64Array
  /** Indices of the examples. */
  readonly train: readonly number[]
  readonly validation: readonly number[]
  /** For data that lie in a plane: where each example lies, and which part of the plane the map shows. */
  readonly plane: Plane | undefined
  /** For data that are square images: pixels along each side. The inputs are the pixels, row by row, from 0 to 1. */
  readonly side: number | undefined
  /** How the rows of a table became inputs, for a model that is saved. Undefined for data that are no table. */
  readonly encoding: TableEncoding | undefined
  /** Remarks on the data, and on settings that have no effect on them. */
  readonly notes: readonly string[]
}

export interface Plane {
  /** Whether a place in the plane is all that there is to an example, so that the network sees features of it. */
  readonly hasFeatures: boolean
  readonly x: Float64Array
  readonly y: Float64Array
  readonly xName: string
  readonly yName: string
  /** The map has MAP_SIZE × MAP_SIZE places; row 0 is at the top. */
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

/** The places of a decision map along each side. */
export const MAP_SIZE = 100

/** Mean losses over the training data and over the validation data, if there are any. */
export type Losses = Pick<EpochRecord, 'loss' | 'validationLoss'>

/** The state of the run. Sent after each command, and about 10 times a second while it runs. */
export interface RunNews {
  readonly type: 'run'
  /** The number of the run. */
  readonly id: number
  /** The number of the last `start` that the worker has obeyed. It is another if that went back to an earlier run. */
  readonly obeyed: number
  /** Passes over the data so far. */
  readonly epoch: number
  readonly isRunning: boolean
  readonly passesPerSecond: number
  /** In the order of `model.parameters()`. */
  readonly parameters: Float64Array
  /** The gradient of the last batch, for the size of the gradient in each layer. Empty before the first step. */
  readonly gradient: Float64Array
  /** All records from epoch `from` on. The page drops what it had from there. */
  readonly from: number
  readonly records: readonly EpochRecord[]
  /** The losses of the weights of pass 0, which has no record. The curves begin there. */
  readonly start: Losses
  /** The losses of the present weights. */
  readonly losses: Losses
  /** The epochs that `seek` can go to, in order; 0 is always there. */
  readonly kept: readonly number[]
  /**
   * What each unit answers at each place of the plane: layer by layer, unit by unit, the outputs last. Undefined without a
   * plane; and while a run goes on it is undefined in some news, so that it takes little time: keep the last one.
   */
  readonly map: Float32Array<ArrayBuffer> | undefined
  /**
   * Row for the true class, column for the predicted one, on validation data (or all, if there is none). Undefined for
   * numbers; and in some news while a run goes on: keep the last one.
   */
  readonly confusion: readonly (readonly number[])[] | undefined
  /**
   * Whether the run so far follows from the settings alone, without their `weights`, so that a program with these settings
   * gives the same bits.
   */
  readonly isReproducible: boolean
}

/** Why a run ended by itself, or with `worse` and `stuck`, what goes wrong in a run that goes on. */
export interface RemarkNews {
  readonly type: 'remark'
  readonly reason: 'stop' | 'patience' | 'diverged' | 'worse' | 'stuck'
  /** In words, for the user. */
  readonly message: string
  /** The remark holds until the training loss stays below this. Undefined for the end of a run. */
  readonly until?: number
}

export interface FaultNews {
  readonly type: 'fault'
  readonly message: string
}

export type FromWorker = DataNews | RunNews | RemarkNews | FaultNews
