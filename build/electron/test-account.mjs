import { execFileSync, spawnSync } from 'node:child_process'
import { isOnPath, isRoot, run } from '../prepare.mjs'

/** Who starts Electron where root runs the tests: Chromium has no sandbox for root. */
export const testAccountName = 'stackpass-test'

/** @typedef {{ readonly uid: number, readonly gid: number }} Account */

/** The account to start Electron by; undefined means our own. @returns {Account | undefined} */
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

/** Makes the account where root runs the tests. Rejects with one clear sentence where it cannot. */
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

/** True where Chromium can build its sandbox of user namespaces. */
export function namespacesWork() {
  const account = testAccount()
  return spawnSync('unshare', ['--user', '--net', 'true'], { stdio: 'ignore', ...account }).status === 0
}
