import { defineConfig } from 'vite'

/** A static folder that works under any path. Packages of the project come from their sources. */
export default defineConfig({
  base: './',
  resolve: { conditions: ['@gradus/source', 'module', 'browser'] },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 2000,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { checks: { pluginTimings: false } }, // how long it takes depends on what else the machine does
  },
  worker: { format: 'es' },
})
