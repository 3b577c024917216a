/**
 * Reads IDX, the format of MNIST, which http://yann.lecun.com/exdb/mnist/ describes. A file has two zero bytes, a byte for
 * the type of the values, a byte for the number of dimensions, the sizes of the dimensions, and the values. All numbers are
 * big-endian. images.ts pairs images with labels, and node.ts reads files.
 */
import { type DataError, errorAt } from '../error.js'
import { show } from '@gradus/engine/errors'

export type IdxValues = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array

/** An array of numbers with any number of dimensions. */
export interface Idx {
  /** The size of each dimension, such as [60000, 28, 28]. */
  shape: number[]
  /** All values in row-major order: value (i, j, k) has the index (i·shape[1] + j)·shape[2] + k. */
  values: IdxValues
}

interface Type {
  /** Bytes per value. */
  size: number
  read: (bytes: Uint8Array, view: DataView, n: number) => IdxValues
}

/** The types by their byte. All of them copy the values, so the result does not share memory with the file. */
const types = new Map<number, Type>([
  [0x08, { size: 1, read: (bytes) => new Uint8Array(bytes) }],
  [0x09, { size: 1, read: (bytes) => new Int8Array(bytes) }],
  [0x0b, { size: 2, read: (_, view, n) => Int16Array.from({ length: n }, (_, i) => view.getInt16(2 * i)) }],
  [0x0c, { size: 4, read: (_, view, n) => Int32Array.from({ length: n }, (_, i) => view.getInt32(4 * i)) }],
  [0x0d, { size: 4, read: (_, view, n) => Float32Array.from({ length: n }, (_, i) => view.getFloat32(4 * i)) }],
  [0x0e, { size: 8, read: (_, view, n) => Float64Array.from({ length: n }, (_, i) => view.getFloat64(8 * i)) }],
])

/**
 * Returns the shape and the values of an IDX file. They may be unsigned or signed bytes, 16- or 32-bit integers, or floats
 * of single or double precision.
 *
 * @param file the name of the source in messages. Default 'the bytes'.
 * @throws DataError for bytes that do not begin as IDX does, an unknown type, sizes that no file can have, and fewer or more
 * values than the sizes require. TypeError if `bytes` is not a Uint8Array.
 * @example
 * parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9)) // { shape: [3], values: Uint8Array [7, 8, 9] }
 */
export function parseIdx(bytes: Uint8Array, file = 'the bytes'): Idx {
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`parseIdx: the bytes are ${show(bytes)}. Pass a Uint8Array.`)
  if (typeof file !== 'string') throw new TypeError(`parseIdx: file is ${show(file)}. Pass a name.`)
  const wrong = (what: string): DataError => errorAt('parseIdx', { file }, what)

  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw wrong('the bytes are compressed by gzip. Decompress them first; readIdx of @gradus/data/node does it.')
  }
  const [zero, alsoZero, code, dimensions] = bytes
  if (dimensions === undefined) {
    throw wrong(`there are ${bytes.length} bytes, and the header of IDX has at least 8. Pass the whole file.`)
  }
  if (zero !== 0 || alsoZero !== 0) {
    throw wrong(`the first bytes are ${hex(zero)} ${hex(alsoZero)}, and those of IDX are 00 00. Check the file.`)
  }
  const type = types.get(code!)
  if (type === undefined) {
    const known = [...types.keys()].map(hex).join(', ')
    throw wrong(`the type byte is ${hex(code)}, and IDX has the types ${known}. Check the file.`)
  }
  if (dimensions === 0) throw wrong('the number of dimensions is 0. Pass a file with at least 1.')

  const header = 4 + 4 * dimensions
  if (bytes.length < header) {
    throw wrong(
      `there are ${bytes.length} bytes, and the header alone has ${header}. The file is cut off: get it again.`,
    )
  }
  const head = new DataView(bytes.buffer, bytes.byteOffset, header)
  const shape = Array.from({ length: dimensions }, (_, d) => head.getUint32(4 + 4 * d))
  // The product of many sizes can be Infinity, and Infinity · 0 is NaN.
  const count = shape.includes(0) ? 0 : shape.reduce((product, n) => product * n, 1)
  const body = bytes.subarray(header)
  const values = `${showShape(shape)} values of ${type.size === 1 ? '1 byte' : `${type.size} bytes`}`
  if (count * type.size > Number.MAX_SAFE_INTEGER) {
    throw wrong(`no file can hold ${values}. The header is damaged: get the file again.`)
  }
  const missing = count * type.size - body.length
  if (missing > 0) throw wrong(`${missing} of the bytes of ${values} are missing. The file is cut off: get it again.`)
  if (missing < 0) throw wrong(`${-missing} bytes follow the ${values}. The file is damaged: get it again.`)
  return { shape, values: type.read(body, new DataView(body.buffer, body.byteOffset, body.length), count) }
}

/** A shape for messages, such as 60000 × 28 × 28. A long one is cut. */
export function showShape(shape: readonly number[]): string {
  return shape.length > 8 ? `${shape.slice(0, 8).join(' × ')} × …` : shape.join(' × ')
}

function hex(byte: number | undefined): string {
  return (byte ?? 0).toString(16).padStart(2, '0')
}
