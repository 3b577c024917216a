import { testRandomPrograms } from './random-programs.js'

testRandomPrograms({ engine: 'interpreter', examples: 1 })
