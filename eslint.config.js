import tseslint from 'typescript-eslint'

/** Which packages of this project the source of each package may import. There are no other arrows. */
const ARROWS = {
  engine: [],
  expression: ['engine'],
  explain: ['engine', 'expression/formula'],
  compile: ['engine'],
  nn: ['engine', 'compile'],
  data: ['engine/errors'],
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

const arrows = Object.entries(ARROWS).map(([name, allowed]) => ({
  files: [`packages/${name}/src/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^@gradus/(?!(${['-', ...allowed].join('|')})(/|$))`,
            message: `packages/${name} may import ${allowed.join(', ') || 'no other package of the project'} only.`,
          },
          { regex: '^(\\.\\./)+[a-z]+/src', message: 'Import the package by its name.' },
        ],
      },
    ],
  },
}))

/** These run in browsers; what touches files is in node.ts and write-file.ts. Engine and nn have no dependencies either. */
const browsers = [
  {
    files: ['packages/{data,expression,explain,plot,svg,viz}/src/**/*.ts'],
    regex: '^node:',
    message: 'This runs in browsers. Put it in node.ts.',
  },
  {
    files: ['packages/{engine,compile,nn}/src/**/*.ts'],
    regex: '^(?!\\.|@gradus/)',
    message: 'This runs in browsers and has no dependencies. What needs Node goes into node.ts.',
  },
].map(({ files, ...pattern }) => ({
  files,
  ignores: ['**/node.ts', '**/png.ts', '**/write-file.ts'],
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [pattern] }] },
}))

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'gradus-tour/', 'packages/site/.pages/'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      // noUncheckedIndexedAccess makes `xs[i]!` the plain way to read an array in a counted loop.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // `x !== x` is how a number is asked whether it is NaN.
      'no-self-compare': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
    },
  },
  { files: ['packages/examples/**', 'packages/cli/starter/**'], rules: { 'no-console': 'off' } },
  {
    // A stub does not use its arguments yet, and a wrong answer may forget one. Learners print with console.log.
    files: ['docs/exercises/**'],
    rules: { '@typescript-eslint/no-unused-vars': 'off', 'no-console': 'off' },
  },
  ...arrows,
  ...browsers,
)
