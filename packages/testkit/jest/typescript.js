// A jest transformer that takes the types out of TypeScript. Types are checked by `npm run types`.
import { transformSync } from 'esbuild'

export default {
  process(source, path) {
    const { code, map } = transformSync(source, { loader: 'ts', target: 'es2022', sourcefile: path, sourcemap: true })
    return { code, map }
  },
}
