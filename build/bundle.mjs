// Builds into dist/: `node build/bundle.mjs [page] [cli] [electron] [--if-stale]`, all three by default.
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import lockfile from 'proper-lockfile'
import { rolldown } from 'rolldown'
import { bundleCommandLine, bundleForNode } from './bundle-node.mjs'
import { isStale, markBuilt, productFolder, root, sourceHash, targets } from './sources.mjs'
import { thirdPartyNotices } from './third-party-notices.mjs'

/** The sandbox loads one CommonJS file, without Node's modules. @param {string} name @param {string} folder */
async function bundlePreload(name, folder) {
  const build = await rolldown({
    input: `electron/preload/${name}.ts`,
    cwd: root,
    platform: 'browser',
    external: ['electron'],
    tsconfig: false,
  })
  await build.write({
    file: join(folder, `${name}.cjs`),
    format: 'cjs',
    sourcemap: false,
    minify: true,
    esModule: false,
  })
  await build.close()
}

/**
 * Copies the keychain bridge, because the app ships no packages. Its loader looks for the native module next to itself. Copies
 * the modules of the platforms whose packages are installed. @param {string} folder
 */
async function copyKeyring(folder) {
  const packages = join(root, 'node_modules', '@napi-rs')
  await mkdir(folder, { recursive: true })
  await cp(join(packages, 'keyring', 'index.js'), join(folder, 'index.cjs'))
  for (const name of await readdir(packages))
    for (const file of await readdir(join(packages, name)))
      if (file.endsWith('.node')) await cp(join(packages, name, file), join(folder, file))
}

/** Writes the licences that every package must include, next to the app's archive, where people can read them. @param {string} folder */
async function writeLicences(folder) {
  await mkdir(folder)
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE.txt'))
  await writeFile(join(folder, 'THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices())
}

/** Copies the question's document, in the page's colours. @param {string} folder */
async function copyQuestion(folder) {
  const source = join(root, 'electron', 'question')
  await mkdir(folder, { recursive: true })
  await cp(join(source, 'index.html'), join(folder, 'index.html'))
  const styles = [join(root, 'renderer', 'ui', 'tokens.css'), join(source, 'question.css')]
  const texts = await Promise.all(styles.map((file) => readFile(file, 'utf8')))
  await writeFile(join(folder, 'question.css'), texts.join('\n'))
}

/** @type {Record<import('./sources.mjs').Target, (dir: string) => Promise<void>>} */
const builders = {
  page: async (dir) => {
    const { build: buildPage } = await import('vite')
    await buildPage({
      configFile: join(root, 'renderer', 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: dir, emptyOutDir: true },
    })
  },
  cli: bundleCommandLine,
  electron: async (dir) => {
    await bundleForNode('electron/main.ts', dir, 'esm')
    await bundlePreload('preload', dir)
    await bundlePreload('question-preload', dir)
    await copyQuestion(join(dir, 'question'))
    await copyKeyring(join(dir, 'keyring'))
    await writeLicences(join(dir, 'licences'))
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

// Vite takes the development build of React otherwise, which is several times slower: test runners set another value.
process.env['NODE_ENV'] = 'production'

const args = process.argv.slice(2)
const unknown = args.filter(
  (arg) => arg !== '--if-stale' && arg !== '--quiet' && !targets.some((t) => t === arg),
)
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}. Use page, cli, electron, --if-stale or --quiet.`)
  process.exit(2)
}
const chosen = targets.filter((target) => args.includes(target))
await mkdir(join(root, 'dist'), { recursive: true })
// Tests and `npm start` may need a build at the same time: one builds, the others wait and use it.
const release = await lockfile.lock(join(root, 'dist'), {
  retries: { retries: 120, minTimeout: 500, maxTimeout: 1000 },
})
try {
  for (const target of chosen.length > 0 ? chosen : targets) await build(target)
} finally {
  await release()
}

/** @param {import('./sources.mjs').Target} target */
async function build(target) {
  if (args.includes('--if-stale') && !(await isStale(target))) return
  const started = performance.now()
  const hash = await sourceHash(target)
  const product = productFolder(target)
  const next = join(root, 'dist', `.next-${target}`)
  await rm(next, { recursive: true, force: true })
  await builders[target](next)
  // Swapped in as a whole: a host that starts meanwhile never finds half a product.
  await rm(product, { recursive: true, force: true })
  await rename(next, product)
  await markBuilt(target, hash)
  console.log(`Built ${target} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  if (!args.includes('--quiet')) await printSizes(product)
}
