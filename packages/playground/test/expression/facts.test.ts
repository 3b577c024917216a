import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { backwardSteps } from '@gradus/explain'
import { walk } from '@gradus/viz'
import { arrivalsAt, edgesOf, equationLines, ruleOf, silentUsers, stepsUntil } from '../../src/expression/facts.js'

const x = new Value(3, 'x')
const q = x.mul(x)
const root = q.add(x)
const steps = backwardSteps(root)

test('as many steps have happened as the scene shows', () => {
  const scenes = walk(root)
  const counts = scenes.map((scene, i) => stepsUntil(steps, scene, i === scenes.length - 1).length)
  expect(counts).toEqual([0, 0, 0, 0, 1, 2, 3])
})

test('arrivals are those until now, in order', () => {
  const sums = (done: typeof steps) => arrivalsAt(x, done).map(({ passed }) => passed!.sum)
  expect(sums(steps.slice(0, 1))).toEqual([1])
  expect(sums(steps)).toEqual([1, 4, 7])
})

test('edges have their slope before anything has passed', () => {
  expect(edgesOf(q, []).map(({ partial, passed }) => [partial, passed])).toEqual([[3, undefined], [3, undefined]]) // oxfmt-ignore
  expect(edgesOf(q, steps).map(({ passed }) => passed!.contribution)).toEqual([3, 3])
  expect(edgesOf(x.add(2), []).length).toBe(1)
  expect(edgesOf(x, steps)).toEqual([])
})

test('a user with gradient 0 passes nothing on', () => {
  const below = x.sub(9)
  const off = below.relu()
  const passing = backwardSteps(off.mul(2))
  expect(silentUsers(x, passing.slice(0, 2))).toEqual([])
  expect(silentUsers(x, passing)).toEqual([below])
  expect(silentUsers(below, passing)).toEqual([]) // 0 arrives there
})

test('rules come from the table of operations', () => {
  expect(ruleOf(q)).toEqual({ operation: 'y = a · b', slopes: ['∂y/∂a = b', '∂y/∂b = a'] })
  expect(ruleOf(x.sigmoid())!.slopes.length).toBe(1)
  expect(ruleOf(x.pow(3))!.slopes).toEqual(['∂y/∂a = 3 · a^2'])
  expect(ruleOf(x)).toBeUndefined()
})

test('an equation is taken apart at its equality signs', () => {
  expect(equationLines('∂f/∂x += ∂f/∂q · 1 = −4 · 1 = −4')).toEqual(['∂f/∂x', '+= ∂f/∂q · 1', '= −4 · 1', '= −4'])
})
