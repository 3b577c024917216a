import { readFileSync } from 'node:fs'

/** Which packages of this project the source of each package may import. There are no other arrows. */
const ARROWS = {
  engine: [],
  expression: ['engine'],
  explain: ['engine', 'expression/formula'],
  compile: ['engine'],
  nn: ['engine', 'compile'],
  data: ['engine/errors', 'engine/same-bits'],
  tabular: ['engine', 'nn', 'data'],
  onnx: ['engine', 'nn'],
  tune: ['engine', 'nn'],
  svg: ['engine/errors'],
  plot: ['engine', 'svg'],
  viz: ['engine', 'explain', 'svg'],
  cli: ['engine', 'expression', 'explain', 'nn', 'data', 'tabular', 'tune', 'svg', 'viz', 'plot', 'onnx'],
  testkit: ['engine', 'compile'],
  examples: ['engine', 'nn', 'data', 'tabular', 'svg', 'viz', 'plot'],
  playground: ['compile', 'data', 'engine', 'explain', 'expression', 'nn', 'onnx', 'plot', 'svg', 'tabular', 'viz'],
  bench: ['engine', 'compile', 'nn', 'data'],
}

/** Packages whose source runs in browsers. What needs Node there is in a file of one of these names. */
const NODE_FILES = ['**/node.ts', '**/png.ts', '**/write-file.ts']
const IN_BROWSERS = {
  '^node:': ['data', 'expression', 'explain', 'plot', 'svg', 'viz'],
  '^([^.@]|@[^g])': ['engine', 'compile', 'nn'], // these have no dependencies either
}

/** Everything that can be imported from the packages of this project. */
const entries = Object.keys(ARROWS).flatMap((name) => {
  const { exports = {} } = JSON.parse(readFileSync(new URL(`packages/${name}/package.json`, import.meta.url), 'utf8'))
  return Object.keys(exports).map((key) => name + key.slice(1))
})

/** The rule for the source of one package, without what it may not import because it runs in browsers, or with it. */
function imports(name, regex) {
  const allowed = ARROWS[name]
  const others = entries.filter((entry) => !allowed.some((start) => `${entry}/`.startsWith(`${start}/`)))
  const patterns = [
    {
      regex: `^@gradus/(${others.join('|')})$`,
      message: `packages/${name} may import ${allowed.join(', ') || 'no other package of the project'} only.`,
    },
    { regex: '^(\\.\\./)+[a-z]+/src', message: 'Import the package by its name.' },
  ]
  if (regex !== undefined)
    patterns.push({ regex, message: 'This runs in browsers. What needs Node goes into node.ts.' })
  return { 'no-restricted-imports': ['error', { patterns }] }
}

const arrows = Object.keys(ARROWS).flatMap((name) => {
  const regex = Object.keys(IN_BROWSERS).find((key) => IN_BROWSERS[key].includes(name))
  const source = `packages/${name}/src/**/*`
  const files = { files: [`${source}.ts`, `${source}.tsx`], rules: imports(name, regex) }
  const ofNode = NODE_FILES.map((file) => file.replace('**', `packages/${name}/src/**`))
  return regex === undefined ? [files] : [files, { files: ofNode, rules: imports(name) }]
})

const errors = (...names) => Object.fromEntries(names.map((name) => [name, 'error']))

export default {
  plugins: ['eslint', 'typescript'],
  categories: { correctness: 'error' },
  ignorePatterns: ['**/dist/', 'gradus-tour/', 'packages/site/.pages/'],
  rules: {
    ...errors('eqeqeq', 'no-console', 'no-eval', 'no-new-func', 'no-var', 'prefer-const', 'prefer-rest-params'),
    ...errors('prefer-spread', 'no-array-constructor', 'no-useless-constructor', 'no-unused-expressions'),
    ...errors('typescript/ban-ts-comment', 'typescript/no-dynamic-delete', 'typescript/no-empty-object-type'),
    ...errors('typescript/no-explicit-any', 'typescript/no-extraneous-class', 'typescript/no-invalid-void-type'),
    ...errors('typescript/no-namespace', 'typescript/no-non-null-asserted-nullish-coalescing'),
    ...errors('typescript/no-require-imports', 'typescript/no-unnecessary-type-constraint'),
    ...errors('typescript/no-unsafe-function-type', 'typescript/prefer-literal-enum-member'),
    ...errors('typescript/unified-signatures'),
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    // `x !== x` is how a number is asked whether it is NaN.
    'no-self-compare': 'off',
    // Constants have the digits of their source, some tests need holes, and drawings name characters by their codes.
    'no-loss-of-precision': 'off',
    'no-sparse-arrays': 'off',
    'no-control-regex': 'off',
    'no-misleading-character-class': 'off',
  },
  overrides: [
    { files: ['**/*.js'], rules: { 'no-console': 'off', 'no-new-func': 'off' } },
    { files: ['packages/examples/**', 'packages/cli/starter/**'], rules: { 'no-console': 'off' } },
    // A stub does not use its arguments yet, and a wrong answer may forget one. Learners print with console.log.
    { files: ['docs/exercises/**'], rules: { 'no-unused-vars': 'off', 'no-console': 'off' } },
    ...arrows,
  ],
}
