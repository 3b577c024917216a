// For programs that end soon, as tests do: V8 waits longer before it optimizes a function. `node --require FILE`.
// oxlint-disable-next-line typescript/no-require-imports -- only a CommonJS module can be required
require('node:v8').setFlagsFromString('--interrupt-budget=1000000')
