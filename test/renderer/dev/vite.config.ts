import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The page on a core in memory, for looking at it and for measuring it without files. Never part of the product. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react({ jsxImportSource: '#page' })],
  build: {
    outDir: '../../../.cache/renderer-dev',
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
})
