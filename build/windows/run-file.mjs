// Runs one bundled test file in Node for Windows: node.exe run-file.mjs FOLDER NAME REPORT [NOT...]
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [folder = '', name = '', report = '', ...hanging] = process.argv.slice(2)
const escaped = hanging.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))

/** No test keeps snapshots. */
const noSnapshots = {
  ...{ resolvePath: async () => 'none', resolveRawPath: async () => 'none', getVersion: () => '1' },
  ...{
    getHeader: () => '',
    readSnapshotFile: async () => null,
    saveSnapshotFile() {},
    removeSnapshotFile() {},
  },
}

const config = {
  ...{ root: process.cwd(), name: '', testTimeout: 300_000, hookTimeout: 300_000, maxConcurrency: 1 },
  ...{ allowOnly: true, passWithNoTests: false, retry: 0, setupFiles: [], tags: [], strictTags: false },
  ...(escaped.length > 0 && { testNamePattern: new RegExp(`^(?!.*(?:${escaped.join('|')}))`) }),
  ...{ sequence: { hooks: 'stack', setupFiles: 'list', concurrent: false, shuffle: false } },
  ...{
    expect: { poll: { timeout: 120_000 } },
    fakeTimers: {},
    experimental: { importDurations: { limit: 0 } },
  },
  ...{ snapshotOptions: { updateSnapshot: 'none', expand: false, snapshotEnvironment: noSnapshots } },
  ...{ mockReset: false, clearMocks: false, restoreMocks: false, unstubEnvs: false, unstubGlobals: false },
}

// What Vitest's worker provides to its modules. They look for it as they load, so it must be set first.
Object.defineProperty(globalThis, '__vitest_worker__', {
  value: {
    ...{ config, ctx: { pool: 'forks' }, environment: { name: 'node' }, providedContext: {} },
    ...{ evaluatedModules: { idToModuleMap: new Map() }, resolvingModules: new Set(), onCleanup() {} },
    ...{
      rpc: new Proxy({}, { get: () => async () => undefined }),
      durations: {},
      metaEnv: {},
      filepath: name,
    },
  },
})

// Modules keep the URLs that they have in the clone (bundle-tests.mjs).
globalThis.pathOfAddress = fileURLToPath
globalThis.cloneAddress = new URL('../../', import.meta.url).href
const at = (/** @type {string} */ file) => pathToFileURL(join(folder, file)).href
const { runFile } = await import(at('runner.mjs'))
writeFileSync(report, JSON.stringify(await runFile(at(name), config)))
process.exit(0)
