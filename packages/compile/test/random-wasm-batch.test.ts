import { testRandomPrograms } from './random-programs.js'

testRandomPrograms({ engine: 'wasm', examples: 5 })
