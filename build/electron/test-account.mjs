import { execFileSync, spawnSync } from 'node:child_process'
import { isOnPath, isRoot, run } from '../prepare.mjs'

/** The account that starts Electron when root runs the tests: Chromium has no sandbox for root. */
export const testAccountName = 'stackpass-test'

/** @typedef {{ readonly uid: number, readonly gid: number }} Account */

/** The account to start Electron with; undefined means our own. @returns {Account | undefined} */
export function testAccount() {
  if (!isRoot()) return undefined
  const id = (/** @type {string} */ flag) =>
    Number(
      execFileSync('id', [flag, testAccountName], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

/** Creates the account when root runs the tests. Rejects with one clear sentence if it cannot. */
export async function ensureTestAccount() {
  if (!isRoot() || testAccount() !== undefined) return
  const args = [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    testAccountName,
  ]
  if (!isOnPath('setpriv') || (await run('useradd', args)) !== 0)
    throw new Error(`root needs setpriv and an account named ${testAccountName} to start Electron by`)
}

/** True if Chromium can build its sandbox from user namespaces. */
export function namespacesWork() {
  const account = testAccount()
  return spawnSync('unshare', ['--user', '--net', 'true'], { stdio: 'ignore', ...account }).status === 0
}
