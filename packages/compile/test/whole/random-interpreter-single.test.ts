import { testRandomPrograms } from './random-programs.js'

testRandomPrograms({ backend: 'interpreter', examples: 1 })
