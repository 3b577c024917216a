/** Assembles a WebAssembly module from functions (WebAssembly Core Specification 2.0, section 5.5). */
import { type Constants, type FunctionType, V128, writeUnsigned } from './encoder.js'

export interface Import {
  readonly name: string
  readonly type: FunctionType
}

export interface ModuleFunction {
  readonly type: FunctionType
  readonly body: Uint8Array
  readonly export?: string
}

/**
 * Returns the bytes of a module. It imports the memory env.memory and the `imports` from env. Its own functions are
 * numbered after the imported ones.
 *
 * @param sharedPages the limit of the memory if it is shared with threads
 */
export function encodeModule(
  imports: readonly Import[],
  functions: readonly ModuleFunction[],
  constants: Constants,
  sharedPages?: number,
): Uint8Array {
  // Each function has a type of its own, so that its number is that of its type.
  const imported = imports.map(({ name }, i) => [...text('env'), ...text(name), 0x00, ...numbered(i)])
  const declared = functions.map((_, i) => numbered(imports.length + i))
  const exported = functions.flatMap(({ export: name }, i) => {
    if (name === undefined) return []
    return [[...text(name), 0x00, ...declared[i]!]]
  })
  const limits = [sharedPages === undefined ? 0x00 : 0x03, 0x01]
  if (sharedPages !== undefined) writeUnsigned(limits, sharedPages)
  const memoryImport = [...text('env'), ...text('memory'), 0x02, ...limits]
  const sections = [
    section(
      1,
      [...imports, ...functions].map(({ type: { parameters, results } }) => [
        0x60,
        ...counted(parameters),
        ...counted(results),
      ]),
    ),
    section(2, [memoryImport, ...imported]),
    section(3, declared),
    section(
      6,
      [...constants.keys()].map((bytes) => [V128, 0x00, 0xfd, 0x0c, ...bytes.split(',').map(Number), 0x0b]),
    ),
    section(7, exported),
    section(
      10,
      functions.map(({ body }) => sized(body)),
    ),
  ]
  const length = sections.reduce((n, s) => n + s.length, 8)
  const bytes = new Uint8Array(length)
  bytes.set([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00])
  let at = 8
  for (const s of sections) {
    bytes.set(s, at)
    at += s.length
  }
  return bytes
}

const text = (s: string): number[] => counted([...s].map((c) => c.charCodeAt(0)))

function numbered(n: number): number[] {
  const out: number[] = []
  writeUnsigned(out, n)
  return out
}

const counted = (items: readonly number[]): number[] => [...numbered(items.length), ...items]

/** The length of the bytes, then the bytes. */
function sized(body: Uint8Array): Uint8Array {
  const length = numbered(body.length)
  const out = new Uint8Array(length.length + body.length)
  out.set(length)
  out.set(body, length.length)
  return out
}

function section(id: number, entries: readonly ArrayLike<number>[]): Uint8Array {
  const head = numbered(entries.length)
  const content = new Uint8Array(entries.reduce((n, e) => n + e.length, head.length))
  content.set(head)
  let at = head.length
  for (const e of entries) {
    content.set(e, at)
    at += e.length
  }
  const bytes = sized(content)
  const section = new Uint8Array(1 + bytes.length)
  section[0] = id
  section.set(bytes, 1)
  return section
}
