/** The bytes of an IDX file, written independently of the reader. */
export function idxBytes(shape: readonly number[], values: readonly number[], code = 0x08): Uint8Array {
  const size = { 0x08: 1, 0x09: 1, 0x0b: 2, 0x0c: 4, 0x0d: 4, 0x0e: 8 }[code]!
  const bytes = Buffer.alloc(4 + 4 * shape.length + size * values.length)
  bytes[2] = code
  bytes[3] = shape.length
  shape.forEach((n, d) => bytes.writeUInt32BE(n, 4 + 4 * d))
  values.forEach((value, i) => {
    const at = 4 + 4 * shape.length + size * i
    if (code === 0x08) bytes.writeUInt8(value, at)
    if (code === 0x09) bytes.writeInt8(value, at)
    if (code === 0x0b) bytes.writeInt16BE(value, at)
    if (code === 0x0c) bytes.writeInt32BE(value, at)
    if (code === 0x0d) bytes.writeFloatBE(value, at)
    if (code === 0x0e) bytes.writeDoubleBE(value, at)
  })
  return new Uint8Array(bytes)
}
