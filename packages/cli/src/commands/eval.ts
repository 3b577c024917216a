import { grad, type Value } from '@gradus/engine'
import type { DrawingOptions } from '@gradus/viz'
import type { Command } from 'commander'
import { UsageError } from '../errors.js'
import { readExpression, readVariables, rootOf } from '../input/variables.js'
import { checkOutputs } from '../output/check-outputs.js'
import {
  addPictureOptions,
  checkPictures,
  type PictureOptions,
  printPlaces,
  writePictures,
} from '../output/pictures.js'
import { note, print, printJson, STDOUT, writeOut } from '../output/streams.js'
import { columns } from '../output/text.js'
import { choice, wholeNumber } from './option-values.js'

interface Options extends PictureOptions, Pick<DrawingOptions, (typeof DRAWING)[number]> {
  json?: true
  hessian?: true
  dot?: string
  outline?: string
  animation?: string
  mistake?: 'early' | 'overwrite'
}

/** The options that are passed on to the drawing. */
const DRAWING = ['detail', 'contributions', 'color', 'direction', 'digits', 'limit'] as const

export function define(command: Command): void {
  command
    .argument('<expression>', 'The expression, such as "(x + y) * z".')
    .argument('[variables...]', 'The variables as NAME=VALUE. A value is a number or an expression without variables.')
    .option('--hessian', 'Print the second derivatives too.')
    .option('--json', 'Print one JSON object on stdout.')
  addPictureOptions(command, 'the graph')
    .option('--dot <file>', 'Write the graph as DOT text to this file (- is stdout).')
    .option('--outline <file>', 'Write the graph as text, a line for each node, to this file (- is stdout).')
    .option('--animation <file>', 'Write the backward pass as an animated SVG, without script, to this file.')
    .addOption(
      choice(
        '--mistake <name>',
        'Animate a mistaken backward pass next to the right one: passing gradients on too early, or = instead of +=.',
        ['early', 'overwrite'],
      ),
    )
    .addOption(
      choice(
        '--detail <level>',
        'Draw every operation (ops), lists as × and + (expanded), or equal parts once (folded). Default: ops.',
        ['ops', 'expanded', 'folded'],
      ),
    )
    .option('--contributions', 'Edges show what they add to the gradient of the operand.')
    .addOption(
      choice(
        '--color <meaning>',
        'Colors show the kind of a node, its leaf, or the sign and size of gradients (default: kind).',
        ['kind', 'leaf', 'sign'],
      ),
    )
    .addOption(
      choice('--direction <name>', 'Draw from left to right (LR) or from top to bottom (TB). Default: LR.', [
        'LR',
        'TB',
      ]),
    )
    .option('--digits <n>', 'Significant digits in the drawing, 1 to 17 (default: 4).', wholeNumber(1, 17))
    .option(
      '--limit <n>',
      'The most nodes to draw (default: about 200). The drawing says what it leaves out.',
      wholeNumber(1),
    ) // oxfmt-ignore
    .addHelpText(
      'after',
      `
An expression has numbers, variables, pi, e, + - * / ^, comparisons, parentheses and the engine's functions: sin, exp, …
Pasted signs are understood: −, ·, ×, ÷, **, x², √x, |x|. A comparison such as x > 0 is 1 or 0.
Functions of a list take any number of arguments, sum(x, y, z); dot(a, b, c, d) is a·c + b·d.

With --json: {"value": number, "gradient": {NAME: number, …}}, and with --hessian also "hessian":
one row for each variable, in the order in which they are given.

Examples:
  gradus eval "(x + y) * z" x=-2 y=5 z=-4
  gradus eval "x^2 * y" x=3 y=4 --hessian --json
  gradus eval "tanh(w1*x1 + w2*x2 + b)" w1=-3 x1=2 w2=1 x2=0 b=6.88 --svg neuron.svg
  gradus eval "x*x + x" x=3 --png graph.png --scale 2 --contributions --color sign
  gradus eval "2*a * (2*a + 1)" a=3 --animation backward.svg --mistake early
  gradus eval "-x^2 + 2^-1" x=3`,
    )
    .action(evaluate)
}

async function evaluate(text: string, assignments: string[], options: Options): Promise<void> {
  const expression = text.trim()
  checkDrawing(options)
  const { svg, png, dot, outline, animation } = options
  const files = { '--dot': dot, '--svg': svg, '--png': png, '--outline': outline, '--animation': animation }
  const places = [svg, png, dot, outline, animation].filter((file) => file !== undefined)
  await checkOutputs('eval', files, {}, options.json === true)
  const variables = readVariables('eval', assignments)
  const leaves = [...variables.values()]
  const names = [...variables.keys()]
  const root = rootOf('eval', readExpression('eval', expression), variables)
  const rows = options.hessian === true ? hessian(root, leaves) : undefined
  for (const leaf of leaves) leaf.zeroGrad() // the passes of the Hessian have left gradients here
  root.backward()

  if (places.length > 0) await draw(root, expression, options)
  if (options.json === true) {
    const gradient = Object.fromEntries(names.map((name, i) => [name, leaves[i]!.grad]))
    printJson({ value: root.data, gradient, ...(rows === undefined ? {} : { hessian: rows }) })
  } else if (!places.includes(STDOUT)) {
    print(`${expression} = ${root.data}`)
    if (names.length > 0) {
      const second = names.map((name) => `∂²/∂·∂${name}`)
      const header = ['variable', 'value', 'gradient', ...(rows === undefined ? [] : second)]
      const body = names.map((name, i) => {
        const more = rows === undefined ? [] : rows[i]!
        return [name, ...[leaves[i]!.data, leaves[i]!.grad, ...more].map(String)]
      })
      print(`\n${columns([header, ...body])}`)
    }
    if (places.length > 0) print('')
    printPlaces('graph', places)
  }
  if (![root.data, ...leaves.map(({ grad }) => grad)].every(Number.isFinite)) {
    note('A number is not finite. gradus explain with the same arguments tells where it comes from.')
  }
}

/** Refuses options of a drawing if nothing is drawn, or if the drawing cannot have them. */
function checkDrawing(options: Options): void {
  checkPictures('eval', options)
  const { svg, png, dot, outline, animation, theme } = options
  const refuse = (what: string) => new UsageError(`eval: ${what}`)
  const isPicture = [svg, png, dot, animation].some((file) => file !== undefined)
  const forPictures = (['theme', 'color', 'direction'] as const).find((name) => options[name] !== undefined)
  const forDrawings = forPictures ?? DRAWING.find((name) => options[name] !== undefined)
  const homeless = isPicture ? undefined : outline === undefined ? forDrawings : forPictures
  if (homeless !== undefined) {
    throw refuse(`--${homeless} is for a picture. Pass --svg FILE or --png FILE too.`)
  }
  if (theme === 'page' && dot !== undefined) {
    throw refuse('--theme page is for SVG, and DOT has no style sheet. Pass --theme light or dark.')
  }
  if (options.mistake !== undefined && animation === undefined) {
    throw refuse('--mistake is for an animation. Pass --animation FILE too.')
  }
  if (options.contributions === true && animation !== undefined) {
    throw refuse('--contributions is not for --animation, which always shows them. Leave it out.')
  }
}

async function draw(root: Value, title: string, options: Options): Promise<void> {
  const { svg, png, dot, outline: outlineFile, animation, mistake } = options
  const viz = await import('@gradus/viz') // is large, and most calls draw nothing
  const passedOn = Object.fromEntries(
    [...DRAWING, 'theme' as const].flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  ) as DrawingOptions
  const drawing = viz.describe(root, { title, partials: true, ...passedOn })
  if (dot !== undefined) await writeOut(dot, viz.toDot(drawing))
  if (outlineFile !== undefined) await writeOut(outlineFile, viz.outline(drawing))
  if (svg !== undefined || png !== undefined) await writePictures('eval', await viz.renderSvg(drawing), options)
  if (animation !== undefined) {
    const film = { title, ...passedOn, ...(mistake === undefined ? {} : { mistake }) }
    await writeOut(animation, await viz.animateBackward(root, film))
  }
}

/** The Hessian: row i is the gradient of ∂root/∂xᵢ. */
function hessian(root: Value, leaves: Value[]): number[][] {
  return grad(root, leaves).map((g) => {
    for (const leaf of leaves) leaf.zeroGrad()
    g.backward()
    return leaves.map((leaf) => leaf.grad)
  })
}
