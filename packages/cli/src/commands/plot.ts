import type { Command } from 'commander'
import { addCsvOptions } from '../input/csv.js'
import { addPictureOptions } from '../output/pictures.js'
import { wholeNumber } from './option-values.js'

/** Each plot is loaded when it is drawn. Its module has the function that draws. */
export function define(command: Command): void {
  command.addHelpText(
    'after',
    `
A plot goes to a file: --svg FILE, --png FILE, or both. There is no default file.
gradus plot function --help shows the options of that plot, and so on.

Examples:
  gradus plot function "tanh(x)" x=-3..3 --derivatives --svg tanh.svg
  gradus plot loss history.json --png loss.png
  gradus plot regions model.json iris.csv --x petal_length --y petal_width --svg regions.svg
  gradus plot confusion model.json iris.csv --svg confusion.svg
  gradus plot weights model.json --svg weights.svg`,
  )

  kind(command, 'function', 'Plot an expression of one variable, with its derivatives.')
    .argument('<expression>', 'The expression, such as "tanh(x)".')
    .argument('[variables...]', 'The variable as NAME=LOW..HIGH, and the others as NAME=VALUE.')
    .option('--derivatives', 'Draw the first and the second derivative too.')
    .addHelpText(
      'after',
      `
Examples:
  gradus plot function "tanh(x)" x=-3..3 --derivatives --svg tanh.svg
  gradus plot function "a * sin(x)" x=-2*pi..2*pi a=3 --png sine.png --scale 2`,
    )
    .action(async (text, variables, options) => (await import('../plot/function.js')).draw(text, variables, options))

  kind(command, 'loss', 'Plot the loss or a metric after each epoch of a training; the best epoch is marked.')
    .argument('<history.json>', 'What gradus train --json has printed, or the history that fit of @gradus/nn returns.')
    .option('--metric <name>', 'Plot this metric of the history instead of the loss, such as accuracy.')
    .option('--log', 'Make the vertical axis logarithmic.')
    .addHelpText(
      'after',
      `
Examples:
  gradus train iris.csv --target species --json > history.json
  gradus plot loss history.json --svg loss.svg --log
  gradus plot loss history.json --metric accuracy --svg accuracy.svg`,
    )
    .action(async (file, options) => (await import('../plot/loss.js')).draw(file, options))

  addCsvOptions(kind(command, 'regions', 'Plot which class a model predicts where, and the rows of a table.'))
    .argument('<model.json>', 'A classifier that gradus train wrote.')
    .argument('<data.csv>', 'A CSV file with the columns of the training table, the target included (- is stdin).')
    .option('--x <column>', 'The column of the horizontal axis. A model of two columns needs neither --x nor --y.')
    .option('--y <column>', 'The column of the vertical axis.')
    .addHelpText(
      'after',
      `
The other features are at their mean over the rows; a text column at the shares of its values.

Examples:
  gradus plot regions model.json iris.csv --x petal_length --y petal_width --svg regions.svg`,
    )
    .action(async (model, data, options) => (await import('../plot/regions.js')).draw(model, data, options))

  addCsvOptions(kind(command, 'confusion', 'Plot how many rows of each class a model predicts as which class.'))
    .argument('<model.json>', 'A classifier that gradus train wrote.')
    .argument('<data.csv>', 'A CSV file with the columns of the training table, the target included (- is stdin).')
    .addHelpText(
      'after',
      `
Examples:
  gradus plot confusion model.json iris.csv --svg confusion.svg`,
    )
    .action(async (model, data, options) => (await import('../plot/confusion.js')).draw(model, data, options))

  kind(command, 'weights', 'Plot the weights of a layer: of images as an image for each unit, otherwise as a matrix.')
    .argument('<model.json>', 'A model that gradus train wrote.')
    .option('--layer <n>', 'The layer, counted from 1 (default: 1).', wholeNumber(1))
    .addHelpText(
      'after',
      `
Examples:
  gradus plot weights model.json --svg weights.svg
  gradus plot weights digits.json --png units.png --width 1200`,
    )
    .action(async (model, options) => (await import('../plot/weights.js')).draw(model, options))
}

/** A subcommand with the options that all plots have. */
function kind(command: Command, name: string, summary: string): Command {
  return addPictureOptions(command.command(name).description(summary), 'the plot')
    .option('--width <pixels>', 'Width of the plot, 200 to 4000 (default: 640).', wholeNumber(200, 4000))
    .option('--height <pixels>', 'Height of the plot, 200 to 4000 (default: what it needs).', wholeNumber(200, 4000))
    .option('--title <text>', 'The line above the plot.')
}
