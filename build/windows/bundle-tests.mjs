import { dirname, relative } from 'node:path'
import { builtinModules } from 'node:module'
import { rolldown } from 'rolldown'
import { root } from '../sources.mjs'

const nodeBuiltins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]))

/** A module keeps the URL that it has in the clone, by which tests find fixtures and programs. */
const ownAddresses = {
  name: 'own-addresses',
  transform(/** @type {string} */ code, /** @type {string} */ id) {
    if (id.includes('node_modules') || !code.includes('import.meta.')) return undefined
    const address = (/** @type {string} */ file) =>
      `new URL(${JSON.stringify(file.replaceAll('\\', '/'))}, globalThis.cloneAddress)`
    const file = relative(root, id)
    return {
      code: code
        .replaceAll('import.meta.url', `${address(file)}.href`)
        .replaceAll('import.meta.dirname', `globalThis.pathOfAddress(${address(dirname(file))})`),
    }
  },
}

/** Names of the bundles by test file. @param {readonly string[]} files test files, relative to the clone */
export const bundleNames = (files) =>
  new Map(files.map((file) => [file, file.replace(/\.ts$/, '').replaceAll('/', '__')]))

/** Bundles test files with Vitest's own runner, for a Node that cannot load TypeScript. @param {readonly string[]} files @param {string} dir */
export async function bundleTests(files, dir) {
  const names = bundleNames(files)
  const build = await rolldown({
    input: {
      runner: 'test/windows/runner.ts',
      ...Object.fromEntries([...names].map(([file, name]) => [name, file])),
    },
    cwd: root,
    platform: 'node',
    external: (id) => nodeBuiltins.has(id),
    tsconfig: false,
    plugins: [ownAddresses],
    transform: { jsx: 'preserve' },
    logLevel: 'silent',
  })
  await build.write({ dir, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name].mjs' })
  await build.close()
}
