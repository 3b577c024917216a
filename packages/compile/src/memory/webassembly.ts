/** The part of WebAssembly that is used here, typed without the DOM; undefined where there is none. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer // or shared, where several threads use it
  grow(pages: number): number
}
interface WebAssemblyNamespace {
  Memory: new (size: { initial: number; maximum?: number; shared?: boolean }) => WasmMemory
  Module: new (bytes: Uint8Array) => object
  Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => { exports: Record<string, unknown> }
}

export const WebAssembly = (globalThis as { WebAssembly?: WebAssemblyNamespace }).WebAssembly
