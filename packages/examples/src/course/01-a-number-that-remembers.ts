/** The pictures of chapter 1: a graph before and after the backward pass, and a neuron. */
import { Value } from '@gradus/engine'
import { renderSvg } from '@gradus/viz'
import { savePictures } from './save-pictures.js'

function expression(): Value {
  const [x, y, z] = [new Value(-2, 'x'), new Value(5, 'y'), new Value(-4, 'z')]
  const q = x.add(y)
  const f = q.mul(z)
  q.label = 'q'
  f.label = 'f'
  return f
}

function neuron(): Value {
  const leaf = (number: number, label: string) => new Value(number, label)
  const [w1, x1, w2, x2, b] = [leaf(-3, 'w1'), leaf(2, 'x1'), leaf(1, 'w2'), leaf(0, 'x2'), leaf(6.88, 'b')]
  const a = w1.mul(x1).add(w2.mul(x2)).add(b).tanh()
  a.label = 'a'
  return a
}

const [forward, backward, a] = [expression(), expression(), neuron()]
backward.backward()
a.backward()

await savePictures(process.argv[2], {
  '01-forward.svg': await renderSvg(forward),
  '01-backward.svg': await renderSvg(backward),
  '01-neuron.svg': await renderSvg(a),
})
