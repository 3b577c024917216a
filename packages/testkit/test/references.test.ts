import { describe, expect, test } from '@jest/globals'
import { callReferenced, references } from '@gradus/testkit'

describe('the references', () => {
  const all = references()
  const find = (op: string, ...inputs: number[]) =>
    all.find((r) => r.op === op && r.inputs.length === inputs.length && r.inputs.every((x, i) => x === inputs[i]))!

  test('hold known numbers', () => {
    expect(find('erf', 1)).toMatchObject({ value: 0.8427007929497149, partials: [0.41510749742059471] })
    expect(find('exp', 700).value).toBe(1.0142320547350045e304)
    expect(find('hypot', 3, 4)).toMatchObject({ value: 5, partials: [0.6, 0.8] })
  })

  test('hold whole symmetric Hessians', () => {
    expect(find('hypot', 3, 4).second).toEqual([
      [0.128, -0.096],
      [-0.096, 0.072],
    ])
    for (const { inputs, partials, second } of all) {
      expect([partials.length, second.length]).toEqual([inputs.length, inputs.length])
      second.forEach((row, i) => row.forEach((x, j) => expect(x).toBe(second[j]![i])))
    }
  })

  test('softmax has one per output', () => {
    const outputs = all.filter((r) => r.op === 'softmax' && r.inputs.length === 5)
    expect(outputs.map((r) => r.output)).toEqual([0, 1, 2, 3, 4])
    expect(outputs.reduce((s, r) => s + r.value, 0)).toBeCloseTo(1, 15)
    expect(outputs.map((r) => callReferenced(r, r.inputs))).toEqual(outputs.map((r) => expect.closeTo(r.value, 15)))
  })
})
