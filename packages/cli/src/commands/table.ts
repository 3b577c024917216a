/**
 * The commands. `gradus --help` prints this table. The module of a command has its arguments, options and help, and is loaded
 * when the command is used, so that no command waits for the libraries of another.
 */
import type { Command } from 'commander'

export interface Row {
  readonly name: string
  readonly summary: string
  /** Loads the module, whose `define` adds everything else to the command. */
  load(): Promise<{ define(command: Command): void }>
}

export const commands: readonly Row[] = [
  {
    name: 'eval',
    summary: 'Print the value, gradient and Hessian of an expression.',
    load: () => import('./eval.js'),
  },
  {
    name: 'explain',
    summary: 'Explain a gradient: the chain rule with numbers, or where a NaN comes from.',
    load: () => import('./explain.js'),
  },
  {
    name: 'derive',
    summary: 'Print the derivatives of an expression as formulas.',
    load: () => import('./derive.js'),
  },
  {
    name: 'plot',
    summary: 'Plot a function, a loss history, or what a model has learned.',
    load: () => import('./plot.js'),
  },
  {
    name: 'train',
    summary: 'Learn a classifier or a regressor from a CSV file, or a classifier from images.',
    load: () => import('./train.js'),
  },
  {
    name: 'resume',
    summary: 'Continue a training that was stopped, to the same model.',
    load: () => import('./resume.js'),
  },
  {
    name: 'tune',
    summary: 'Search for the settings that learn a CSV file best, on all cores but one.',
    load: () => import('./tune.js'),
  },
  {
    name: 'predict',
    summary: 'Predict new rows or images with a trained model, as CSV.',
    load: () => import('./predict.js'),
  },
  {
    name: 'inspect',
    summary: 'Show the layers of a trained model, and with data its dead and saturated units.',
    load: () => import('./inspect.js'),
  },
  {
    name: 'check',
    summary: 'Check the gradients of a trained model against finite differences and the δ formulas.',
    load: () => import('./check.js'),
  },
  {
    name: 'export',
    summary: 'Write a trained model as ONNX, as a JavaScript module, or as a drawing.',
    load: () => import('./export.js'),
  },
  {
    name: 'tour',
    summary: 'Show what Gradus does, with one example and one data set.',
    load: () => import('./tour.js'),
  },
  {
    name: 'new',
    summary: 'Create a project with a first script that trains on a CSV file and draws a graph.',
    load: () => import('./new.js'),
  },
  {
    name: 'learn',
    summary: 'Solve the exercises of the course: each answer is graded when you save it.',
    load: () => import('./learn.js'),
  },
]
