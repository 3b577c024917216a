/** Which options of `gradus train` are refused. */
import { writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { gradus, workshop } from '../helpers.js'

const { path } = workshop()

beforeAll(() => writeFileSync(path('iris.csv'), irisCsv()))

describe('wrong use exits with 2', () => {
  test.each([
    [
      '--dropout 0.5 --hidden none',
      'train: --dropout 0.5 leaves out hidden units, and --hidden none has none. Pass hidden units, or leave --dropout out.\n',
    ],
    [
      '--patience 5 --validation 0',
      'train: --patience 5 watches the validation loss, and --validation 0 leaves no rows. Pass a share above 0, or leave --patience out.\n',
    ],
    [
      '--validation 0',
      'train: --validation 0 leaves no rows to say which model is better. Pass --model network or --model linear.\n',
    ],
    ['--validation 0 --model network', 'train: --validation 0 leaves no rows to say when to stop. Pass --epochs.\n'],
    [
      '--validation 0.3 --folds 3',
      'train: --folds 3 and --validation 0.3 are two ways to validate. Leave out one of them.\n',
    ],
    [
      '--optimizer adma',
      "error: option '--optimizer <name>' argument 'adma' is invalid. Allowed choices are adam, adamw, sgd, adagrad, rmsprop, lbfgs. Did you mean adam?\n",
    ],
    [
      '--momentum 0.9',
      'train: --momentum 0.9 is for sgd, and --optimizer is adam. Pass --optimizer sgd, or leave --momentum out.\n',
    ],
    [
      '--optimizer rmsprop --weight-decay 0.1',
      'train: --weight-decay 0.1 is for sgd and adamw, and --optimizer is rmsprop. Pass --optimizer adamw, or leave --weight-decay out.\n',
    ],
    [
      '--optimizer sgd --nesterov',
      'train: --nesterov needs a momentum. Pass --momentum 0.9, or leave --nesterov out.\n',
    ],
    [
      '--optimizer lbfgs --clip-norm 1',
      'train: --optimizer lbfgs needs the same loss and its whole gradient at each step, and --clip-norm 1 changes them. Leave --clip-norm out, or pass --optimizer adam.\n',
    ],
    ['--warm-up 20 --epochs 20', 'train: --warm-up 20 leaves none of the 20 epochs. Pass less than --epochs.\n'],
    [
      '--schedule plateau,patience=3',
      'train: --schedule plateau,patience=3 watches the validation loss, and 5 folds have no common one. Pass --validation 0.2, or --schedule cosine.\n',
    ],
    [
      '--schedule step,evry=3',
      "error: option '--schedule <schedule>' argument 'step,evry=3' is invalid. The schedule step has no \"evry\". Did you mean every? Pass step,every=30,factor=0.5.\n",
    ],
    [
      '--schedule exponential',
      "error: option '--schedule <schedule>' argument 'exponential' is invalid. The schedule exponential needs factor. Pass exponential,factor=0.99.\n",
    ],
    [
      '--schedule plateau,patience=0',
      "error: option '--schedule <schedule>' argument 'plateau,patience=0' is invalid. patience is \"0\", not a whole number, 1 or more. Pass plateau,patience=10 or plateau,patience=10,factor=0.5,min-lr=1e-5.\n",
    ],
    [
      '--quiet',
      'train: --quiet prints no result, and nothing keeps the model. Pass --out FILE or --json, or leave --quiet out.\n',
    ],
    [
      '--model linear --checkpoint c',
      'train: --checkpoint is for a network, and --model is linear. Leave out one of them.\n',
    ],
    [
      '--exclude sepal_lenght',
      'train: IRIS has no column "sepal_lenght". Did you mean sepal_length? Pass --exclude with one of sepal_length, sepal_width, petal_length, petal_width, species.\n',
    ],
    ['--folds 151', 'train: --folds 151 is more than the 150 rows of IRIS. Pass 150 or less.\n'],
    ['--folds 1', "error: option '--folds <n>' argument '1' is invalid. Pass a whole number, 2 or more.\n"],
    ['--model linear --epochs 3', 'train: --epochs is for a network, and --model is linear. Leave out one of them.\n'],
    ['--model linear --batch 3', 'train: --batch is for a network, and --model is linear. Leave out one of them.\n'],
    [
      '--class-weights balanced --target sepal_length',
      'train: --class-weights are for classification, and the task is regression. Leave them out.\n',
    ],
    [
      '--class-weights setosa',
      "error: option '--class-weights <weights>' argument 'setosa' is invalid. Pass balanced, or weights such as yes=5,no=1.\n",
    ],
    [
      '--class-weights setosa=0',
      "error: option '--class-weights <weights>' argument 'setosa=0' is invalid. Pass a positive number.\n",
    ],
    [
      '--class-weights setosa=1,setosa=2',
      "error: option '--class-weights <weights>' argument 'setosa=1,setosa=2' is invalid. Pass each class once.\n",
    ],
    ['--loss mae', 'train: --loss mae does not fit classification. Pass crossEntropy or sigmoidCrossEntropy.\n'],
    ['--l2 -1', "error: option '--l2 <lambda>' argument '-1' is invalid. Pass a number, 0 or more.\n"],
    ['--l1 x', "error: option '--l1 <lambda>' argument 'x' is invalid. Pass a number, 0 or more.\n"],
    ['--dropout 1', "error: option '--dropout <share>' argument '1' is invalid. Pass a number from 0 to below 1.\n"],
    ['--patience 0', "error: option '--patience <n>' argument '0' is invalid. Pass a whole number, 1 or more.\n"],
    ['--limit 1.5', "error: option '--limit <n>' argument '1.5' is invalid. Pass a whole number, 1 or more.\n"],
    [
      '--mode eager --precision f32',
      'train: --precision f32 is for compiled code, and --mode eager has 64 bits. Leave out one of them.\n',
    ],
    [
      '--mode eager --threads 2',
      'train: --threads 2 is for compiled code, and --mode eager has one thread. Leave out one of them.\n',
    ],
    [
      '--threads 2 --batch 63',
      'train: --threads 2 share large batches, and --batch 63 is small. Pass 64 or more, or leave --threads out.\n',
    ],
    ['--mode fast', "error: option '--mode <name>' argument 'fast' is invalid. Allowed choices are compiled, eager.\n"],
    [
      '--precision f16',
      "error: option '--precision <bits>' argument 'f16' is invalid. Allowed choices are f64, f32. Did you mean f64?\n",
    ],
    ['--threads 0', "error: option '--threads <n>' argument '0' is invalid. Pass a whole number, 1 or more.\n"],
    ['--batch 0', "error: option '--batch <n>' argument '0' is invalid. Pass a whole number, 1 or more.\n"],
    [
      '--init xavier',
      "error: option '--init <name>' argument 'xavier' is invalid. Allowed choices are zeros, normal, scaled, glorot, he, lecun.\n",
    ],
    [
      '--loss hinge',
      "error: option '--loss <name>' argument 'hinge' is invalid. Allowed choices are crossEntropy, sigmoidCrossEntropy, mse, mae, huber.\n",
    ],
  ])('train %s', (args, message) => {
    const { status, stdout, stderr } = gradus(['train', path('iris.csv'), '--target', 'species', ...args.split(' ')])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.replace('(--help shows how to use it)\n', '').replaceAll(path('iris.csv'), 'IRIS')).toBe(message)
  })
  test('train with one row and nothing to validate on', () => {
    writeFileSync(path('one.csv'), 'x,y\n1,2.5\n')
    expect(gradus(['train', path('one.csv'), '--target', 'y', '--task', 'regression'])).toEqual({
      status: 2,
      stdout: '',
      stderr: `train: ${path('one.csv')} has one row, and none is left to validate on. Pass more rows, or --validation 0.\n`,
    })
  })
})
