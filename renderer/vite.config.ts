import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The product build of the page: relative addresses, so that it runs under `app://` and from the loopback host. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    // The polyfill is an inline-style script that the content security policy would refuse.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 450,
  },
})
