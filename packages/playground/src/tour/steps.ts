/** The steps of the tour: what is said, and the control that it points at. */
import type { View } from '../state/page.js'

export interface TourStep {
  readonly title: string
  readonly text: string
  /** Finds the control. Null while it is not there. */
  readonly at: () => Element | null
}

const first = (selector: string) => (): Element | null => document.querySelector(selector)

/** The control of the view with this label. */
const labeled = (label: string) => (): Element | null => {
  const button = document.querySelector(`#view [aria-label="${label}"]`)
  const field = [...document.querySelectorAll('#view label')].find((one) => one.firstChild?.textContent === label)
  return button ?? field ?? null
}

const OF_VIEW: Readonly<Record<View, readonly [TourStep, TourStep]>> = {
  expression: [
    {
      title: 'Type a formula',
      text: 'The page draws its graph. Each variable has a field and a slider: type its number, or move it.',
      at: labeled('Expression'),
    },
    {
      title: 'Go forward, then backward',
      text: 'Step through both passes, one node at a time, or press Play. The text explains each step.',
      at: labeled('Play'),
    },
  ],
  'by-hand': [
    {
      title: 'One stage at a time',
      text: 'Press Forward, Backward and Update, in this order. Each shows its numbers, with their formulas.',
      at: first('#view button.primary'),
    },
    {
      title: 'Edit any number',
      text: 'Inputs, weights, biases and targets are fields. Click one, or go to it with Tab, and type.',
      at: first('#view .worked input'),
    },
  ],
  network: [
    {
      title: 'Train the network',
      text: 'Press Play. The colors show what the network answers at each place, and the curves show how wrong it is.',
      at: labeled('Play'),
    },
    {
      title: 'Change what it learns, and how',
      text: 'Choose data, layers and the learning rate. Your own table can be the data too; it stays on this machine.',
      at: () => labeled('Data')() ?? first('#view .fold button')(),
    },
  ],
}

/** At most five steps. */
export const stepsOf = (view: View): readonly TourStep[] => [
  {
    title: 'Three views',
    text: 'A formula and its gradient, a small network computed by hand, and a network that learns.',
    at: first('[role="tablist"]'),
  },
  ...OF_VIEW[view],
  {
    title: 'Keep and share',
    text: 'Share copies a link with the settings and, for a network, its weights. Undo takes changes back.',
    at: first('header [aria-label="Share"]'),
  },
  {
    title: 'Help everywhere',
    text: 'Point at a control to read what it does. This button shows all help texts, and this tour again.',
    at: first('header [aria-label="Help"]'),
  },
]
