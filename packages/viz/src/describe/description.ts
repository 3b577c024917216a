/**
 * The one description of a drawing. `describe` makes it, and DOT, SVG, outline and web page read it, so that they all show the
 * same boxes with the same texts.
 */
import type { Value } from '@gradus/engine'
import type { ColorName, ThemeName } from '../colors.js'
import type { Effort } from '../choose/effort.js'
import type { Frame } from '../choose/frames.js'
import type { Counts } from '../choose/omitted.js'

export interface Description {
  readonly title: string
  readonly direction: 'LR' | 'TB'
  readonly theme: ThemeName
  /** Operands before results. */
  readonly boxes: readonly Box[]
  readonly edges: readonly Edge[]
  /** The boxes whose operands must stand in the order of their edges. */
  readonly fixed: ReadonlySet<string>
  /** The groups around boxes. Outer ones come first. */
  readonly frames: readonly Frame[]
  readonly legend: readonly LegendEntry[]
  /** What is drawn, what is left out, and why. */
  readonly counts: Counts
  /** The same in sentences, one line each. Empty if nothing is left out. */
  readonly notes: readonly string[]
  /** Whether the graph layout takes all the time it needs, less of it, or draws straight edges. */
  readonly effort: Effort
}

export interface Box {
  readonly id: string
  /**
   * `leaf` is an input or a parameter if the drawing was not told which. `fold` stands for equal nodes or a chain, `group` for
   * the nodes of a group, and `rest` for nodes that are not drawn.
   */
  readonly kind: 'leaf' | 'input' | 'parameter' | 'op' | 'constant' | 'group' | 'fold' | 'rest'
  readonly isRoot: boolean
  /** The Value that the box stands for, if it is one. */
  readonly node: Value | undefined
  /** How many nodes of the graph the box stands for. 0 for `rest`. */
  readonly nodes: number
  /** The full label, and the operation. '' for none. */
  readonly label: string
  readonly symbol: string
  /** For one node. */
  readonly value: number | undefined
  /** Undefined if no gradient has arrived, and for more than one node. */
  readonly gradient: number | undefined
  /** The texts from top to bottom. */
  readonly lines: readonly Line[]
  /** A field for each operand, in drawing order, if the order of the operands matters. */
  readonly ports: readonly Port[]
  readonly fill: ColorName | undefined
  /** The fill of the line with the gradient. */
  readonly gradientFill: ColorName | undefined
  readonly border: {
    readonly color: ColorName
    readonly width: number
    readonly isDashed: boolean
    readonly isRound: boolean
  }
  /** What the texts do not show in full. */
  readonly tooltip: readonly string[]
  /** The innermost frame around the box. */
  readonly frame: string | undefined
  /** In pixels. */
  readonly width: number
  readonly height: number
}

export interface Line {
  readonly role: 'note' | 'header' | 'data' | 'gradient'
  readonly cells: readonly Cell[]
}

export interface Cell {
  readonly text: string
  /** A letter for a number that is not finite: X for NaN, I for ∞, −I for −∞. */
  readonly mark: string
  readonly width: number
}

export interface Port {
  readonly index: number
  readonly text: string
}

export interface Edge {
  readonly id: string
  /** Ids of boxes. */
  readonly from: string
  readonly to: string
  /** The port where the edge ends. */
  readonly port: number | undefined
  /** The position among the operands. Undefined for an edge of a `rest` box. */
  readonly operand: number | undefined
  /** How many edges of the graph it stands for. 0 for an edge of a `rest` box. */
  readonly count: number
  readonly partial: number | undefined
  readonly contribution: number | undefined
  /** One line or two. */
  readonly text: string
  /** The width and the height in pixels that the graph layout keeps for the text. The width is 0 for no text. */
  readonly textWidth: number
  readonly textHeight: number
  readonly color: ColorName
  /** The width of the line in pixels. */
  readonly width: number
  readonly isDashed: boolean
  /** A hollow arrowhead means a negative number. */
  readonly isHollow: boolean
}

export interface LegendEntry {
  /** A line, or a letter. */
  readonly sample:
    | {
        readonly kind: 'line'
        readonly color: ColorName
        readonly width: number
        readonly isDashed: boolean
        readonly isHollow: boolean
      }
    | { readonly kind: 'letter'; readonly letter: string }
  readonly text: string
}
