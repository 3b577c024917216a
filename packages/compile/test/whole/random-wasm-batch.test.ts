import { testRandomPrograms } from './random-programs.js'

testRandomPrograms({ backend: 'wasm', examples: 5 })
