// Makes the package for the npm registry: `npm run package`. It contains the built command and page. Its only dependency
// is the keychain bridge, a native module; on machines without a build of it, the rest works without it.
import { spawnSync } from 'node:child_process'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isStale, productFolder, root } from './sources.mjs'
import { thirdPartyNotices } from './third-party-notices.mjs'

/** The fields that the published manifest takes unchanged from ours, if present. */
const keptFields = [
  ...['name', 'version', 'description', 'keywords', 'license', 'author'],
  ...['homepage', 'repository', 'bugs', 'engines', 'bin', 'man'],
]

const keyring = '@napi-rs/keyring'

/**
 * The published manifest. Ours is private and lists everything that is bundled; only the keyring is still to be installed.
 * @param {Record<string, unknown>} manifest
 */
export const publishedManifest = (manifest) => ({
  ...Object.fromEntries(keptFields.flatMap((key) => (key in manifest ? [[key, manifest[key]]] : []))),
  optionalDependencies: { [keyring]: Object(manifest['dependencies'])[keyring] },
})

const manual = 'man/stackpass.1'

/** Files and folders of the package, from the root of the clone. */
const contents = ['bin', 'README.md', 'LICENSE', 'CHANGELOG.md']

/**
 * Lays out what npm will pack. The command and the page must be built. @param {string} folder is recreated
 * @param {string} [version] replaces ours, for tests of an update
 */
export async function layOutPackage(folder, version) {
  for (const target of /** @type {const} */ (['cli', 'page']))
    if (await isStale(target))
      throw new Error(`The ${target} is not built from these sources: npm run build.`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'dist'), { recursive: true })
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const published = publishedManifest({ ...manifest, man: manual, ...(version !== undefined && { version }) })
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`)
  for (const name of contents) await cp(join(root, name), join(folder, name), { recursive: true })
  await cp(productFolder('cli'), join(folder, 'dist', 'cli'), { recursive: true })
  await cp(productFolder('page'), join(folder, 'dist', 'renderer'), { recursive: true })
  await writeFile(join(folder, 'THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices())
  await mkdir(join(folder, 'man'))
  await writeFile(join(folder, manual), printManual(folder))
}

/** The manual, as printed by the command in that folder. @param {string} folder */
function printManual(folder) {
  const command = join(folder, 'bin', 'stackpass.cjs')
  const printed = spawnSync(process.execPath, [command, 'help', 'man'], { encoding: 'utf8' })
  if (printed.status !== 0) throw new Error(`The manual could not be printed: ${printed.stderr}`)
  return printed.stdout
}

/** Packs a folder that was laid out. @param {string} folder @param {string} destination @returns {string} the archive */
export function packFolder(folder, destination) {
  const packed = spawnSync('npm', ['pack', '--json', '--pack-destination', destination], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (packed.status !== 0) throw new Error(`npm pack failed: ${packed.stderr || String(packed.error)}`)
  return join(destination, JSON.parse(packed.stdout)[0].filename)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const packages = join(root, 'dist', 'packages')
  const folder = join(root, 'dist', 'npm')
  await mkdir(packages, { recursive: true })
  await layOutPackage(folder)
  console.log(packFolder(folder, packages))
}
