/** The types of the part of WebAssembly that the compiler uses. TypeScript has them only in its DOM library. */
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

/** Undefined where WebAssembly is missing. */
export const WebAssembly = (globalThis as { WebAssembly?: WebAssemblyNamespace }).WebAssembly
