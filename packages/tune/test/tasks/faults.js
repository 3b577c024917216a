/** Goes wrong in the way that it is told to. */
export default async function faults({ fault }, { data }) {
  switch (fault) {
    case 'throws':
      throw new RangeError('the rate is too high')
    case 'throws a text':
      throw 'no error at all'
    case 'NaN':
      return NaN
    case 'Infinity':
      return { score: -Infinity, why: 'log 0' }
    case 'nothing':
      return undefined
    case 'a text':
      return 'fine'
    case 'exit':
      return process.exit(3)
    case 'changes the data':
      data.list.push(4)
      return 1
    case 'a circle': {
      const circle = { score: 1 }
      circle.circle = circle
      return circle
    }
    default:
      return { score: fault, nan: NaN, date: new Date(0), missing: undefined, data }
  }
}
