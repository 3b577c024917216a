import { testRandomPrograms } from './random-programs.js'

testRandomPrograms({ engine: 'interpreter', examples: 5 })
testRandomPrograms({ engine: 'interpreter', examples: 19 }, 1000) // a whole block of lanes and a rest
testRandomPrograms({ engine: 'wasm', examples: 19 }, 1000)
