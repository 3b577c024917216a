// The environment of jest for Node with a faster global object. In the context that jest asks for, each access to a global such as Math
// calls a function of Node and then one of jest, which makes numeric code several times slower. From Node 20.18 on, a context can be had
// whose global object is an ordinary one.
import vm from 'node:vm'
import { TestEnvironment } from 'jest-environment-node'

const { createContext } = vm
const ordinary = vm.constants?.DONT_CONTEXTIFY

export default class FastEnvironment extends TestEnvironment {
  constructor(config, context) {
    if (ordinary !== undefined) vm.createContext = () => createContext(ordinary)
    try {
      super(config, context)
    } finally {
      vm.createContext = createContext
    }
  }
}
