import { expect, test } from '@jest/globals'
import { group, Value } from '@gradus/engine'
import { describe as drawing } from '@gradus/viz'
import { network, squares } from '../networks.js'

test('groups are frames, the outer ones first, and weights are in the frame of their neuron', () => {
  const { inputs, parameters, run } = network([1, 2])
  const loss = squares(run(inputs))
  for (const options of [{ parameters }, {}]) {
    const { frames, boxes } = drawing(loss, { ...options, frames: true })
    expect(frames).toEqual([
      { id: 'f0', name: 'layer 1', parent: undefined },
      { id: 'f1', name: 'neuron 1', parent: 'f0' },
      { id: 'f2', name: 'neuron 2', parent: 'f0' },
    ])
    const frameOf = (label: string) =>
      boxes.filter((box) => (box.label || box.symbol) === label).map(({ frame }) => frame)
    expect([frameOf('0:0'), frameOf('w1'), frameOf('b'), frameOf('· dot'), frameOf('Σ')]).toEqual([
      [undefined], ['f1', 'f2'], ['f1', 'f2'], ['f1', 'f2'], [undefined],
    ]) // oxfmt-ignore
  }
  expect(drawing(loss).frames).toEqual([])
})

test('a parameter that several neurons share is in the group around them', () => {
  const [w, x] = [new Value(1, 'w'), new Value(2, 'x')]
  const f = group('both', () => group('a', () => w.mul(x)).add(group('b', () => w.mul(3))))
  const { boxes, frames } = drawing(f, { frames: true, parameters: [w] })
  expect(frames.find(({ id }) => id === boxes[0]!.frame)!.name).toBe('both')
})

test('numbers and parts are in the frame of their op, and a collapsed group in the frame around it', () => {
  const x = new Value(1, 'x')
  const f = group('outer', () => group('inner', () => x.mul(2)).add(1))
  const one = drawing(f, { frames: true, detail: ({ name }) => name === 'inner' })
  expect(one.boxes.map(({ id, frame }) => [id, frame])).toEqual([
    ['g1', 'f0'],
    ['n2_c1', 'f0'],
    ['n2', 'f0'],
  ])
})
