import react from '@vitejs/plugin-react'
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite'
import { sealPageParts } from '../build/seal-page-parts.mjs'

/** Lists the imports of `start.ts` in index.html, so that the browser loads them with `start.ts` and not after it. */
const namePageInHtml: Plugin = {
  name: 'stackpass:name-page-in-html',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const link = (rel: string, file: string): HtmlTagDescriptor => ({
        tag: 'link',
        attrs: { rel, crossorigin: true, href: `./${file}` },
        injectTo: 'head',
      })
      return Object.values(bundle).flatMap((file) => {
        if (file.type !== 'chunk' || file.name !== 'page') return []
        const styles = [...(file.viteMetadata?.importedCss ?? [])]
        return [link('modulepreload', file.fileName), ...styles.map((style) => link('stylesheet', style))]
      })
    },
  },
}

/** The production build of the page: relative URLs, so that it runs under `app://` and from the loopback host. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react({ jsxImportSource: '#page' }), namePageInHtml, sealPageParts],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    // The polyfill is an inline script that the content security policy would block.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 450,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // The first screen is two files with all their imports: each extra file would cost a request.
          groups: [
            { name: 'start', test: /renderer[\\/]start\.ts$|^\0rolldown/, priority: 2 },
            { name: 'page', test: /renderer[\\/]main\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
})
