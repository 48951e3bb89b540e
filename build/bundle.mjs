// Builds into dist/: `node build/bundle.mjs [page] [cli] [electron] [--if-stale]`, all three by default.
import { builtinModules } from 'node:module'
import { cp, readdir, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { rolldown } from 'rolldown'
import { isStale, markBuilt, root, sourceHash, targets } from './sources.mjs'

const nodeBuiltins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]))
const isExternal = (/** @type {string} */ id) => nodeBuiltins.has(id) || id === 'electron'

// Names stay whole, so that a stack trace in a bug report can be read.
const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } }

/**
 * One bundle per process; only what is behind `import()` becomes a file of its own.
 * @param {Record<string, string>} input @param {string} dir
 */
async function bundleForNode(input, dir) {
  const build = await rolldown({ input, cwd: root, platform: 'node', external: isExternal, tsconfig: false })
  await build.write({
    dir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    sourcemap: false,
    minify,
  })
  await build.close()
}

/** The sandbox loads one CommonJS file, without Node's modules. @param {string} file */
async function bundlePreload(file) {
  const build = await rolldown({
    input: 'electron/preload/preload.ts',
    cwd: root,
    platform: 'browser',
    external: ['electron'],
    tsconfig: false,
  })
  await build.write({ file, format: 'cjs', sourcemap: false, minify: true, esModule: false })
  await build.close()
}

/** @type {Record<import('./sources.mjs').Target, () => Promise<void>>} */
const builders = {
  page: async () => {
    const { build } = await import('vite')
    await build({ configFile: join(root, 'renderer', 'vite.config.ts'), logLevel: 'warn' })
  },
  cli: async () => {
    await rm(join(root, 'dist', 'cli'), { recursive: true, force: true })
    await bundleForNode({ main: 'cli/main.ts' }, join(root, 'dist', 'cli'))
  },
  electron: async () => {
    const dir = join(root, 'dist', 'electron')
    await rm(dir, { recursive: true, force: true })
    await bundleForNode({ main: 'electron/main.ts' }, dir)
    await bundlePreload(join(dir, 'preload.cjs'))
    await cp(join(root, 'build', 'icons'), join(dir, 'icons'), {
      recursive: true,
      filter: (source) => !source.endsWith('.svg'),
    })
  },
}

/** @param {string} folder */
async function printSizes(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const size = (await stat(path)).size
    console.log(`  ${(size / 1000).toFixed(1).padStart(8)} kB  ${relative(root, path)}`)
  }
}

const args = process.argv.slice(2)
const unknown = args.filter(
  (arg) => arg !== '--if-stale' && arg !== '--quiet' && !targets.some((t) => t === arg),
)
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}. Use page, cli, electron, --if-stale or --quiet.`)
  process.exit(2)
}
const chosen = targets.filter((target) => args.includes(target))
for (const target of chosen.length > 0 ? chosen : targets) {
  if (args.includes('--if-stale') && !(await isStale(target))) continue
  const started = performance.now()
  const hash = await sourceHash(target)
  await builders[target]()
  await markBuilt(target, hash)
  console.log(`Built ${target} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  if (!args.includes('--quiet')) await printSizes(join(root, 'dist', target === 'page' ? 'renderer' : target))
}
