import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

// The workers of jest, and the programs that tests start, inherit this. It saves a quarter of their time, and a tenth of the rest: with
// more room for new objects, V8 collects garbage less often.
const later = fileURLToPath(new URL('packages/testkit/tools/optimize-later.cjs', import.meta.url))
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64 --require="${later}"`

/** One configuration for every package: TypeScript sources are used directly, as ES modules. */
export default {
  testMatch: [
    '<rootDir>/packages/*/test/**/*.test.ts',
    '<rootDir>/docs/*.md',
    '<rootDir>/docs/course/*.md',
    '<rootDir>/{README,packages/*/README}.md',
  ],
  maxWorkers: Math.max(2, availableParallelism() - 1), // jest would leave one of two cores idle
  testSequencer: '<rootDir>/packages/testkit/jest/longest-first.js',
  testEnvironment: '<rootDir>/packages/testkit/jest/environment.js',
  testTimeout: 60_000 * Math.max(1, Number(process.env.GRADUS_RUNS ?? 1)), // no test is timed; this only ends one that hangs
  workerIdleMemoryLimit: '500MB', // modules of finished tests stay in memory, and collecting garbage beside them takes long
  workerGracefulExitTimeout: 20_000, // half a second, the default, is too short on a busy machine; jest then warns of a leak
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts', '.md'],
  moduleFileExtensions: ['ts', 'js', 'json', 'md'],
  // "./x.js" in a TypeScript import names ./x.ts.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // One file instead of six hundred, of which each test file would load its own.
    '^chevrotain$': '<rootDir>/node_modules/chevrotain/lib/chevrotain.min.mjs',
  },
  // Packages see each other's src, without a build.
  testEnvironmentOptions: { customExportConditions: ['@gradus/source', 'node', 'default'] },
  transform: {
    // Only the types are taken out. `npm run types` checks them, so that no worker keeps a language service in its memory.
    '\\.ts$': ['ts-jest', { useESM: true, transpilation: true, tsconfig: '<rootDir>/packages/tsconfig.test.json' }],
    '\\.md$': '<rootDir>/packages/testkit/jest/markdown-tests.js',
  },
  reporters: ['default', '<rootDir>/packages/testkit/jest/progress.js'],
  setupFilesAfterEnv: ['<rootDir>/packages/testkit/jest/quiet.js'],
}
