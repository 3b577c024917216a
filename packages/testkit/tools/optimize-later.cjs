// For programs that end soon, as tests do: V8 waits longer before it optimizes a function. `node --require FILE`.
require('node:v8').setFlagsFromString('--interrupt-budget=1000000')
