/** Takes a while, the longer the smaller the number, so that trials finish in another order than they began. */
import { setTimeout } from 'node:timers/promises'

export default async function slow({ x }, { number }) {
  await setTimeout(100 - 10 * (number % 8))
  return (x - 0.5) ** 2
}
