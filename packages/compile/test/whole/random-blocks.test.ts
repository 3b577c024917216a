import { testRandomPrograms } from './random-programs.js'

testRandomPrograms({ backend: 'interpreter', examples: 5 })
testRandomPrograms({ backend: 'interpreter', examples: 19 }, 300) // a whole block of lanes and a remainder
testRandomPrograms({ backend: 'wasm', examples: 19 }, 300)
