import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A folder for downloads of the tests, outside the clone, so that all clones share it. @param {string} name */
export function sharedFolder(name) {
  const cache = process.env['XDG_CACHE_HOME']
  return join(cache?.startsWith('/') ? cache : join(homedir(), '.cache'), 'stackpass-test', name)
}

/** @param {string} command @param {readonly string[]} args @returns {Promise<string | undefined>} why it failed */
export function tryTo(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
      timeout: 300_000,
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (said += text))
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code) =>
      resolve(code === 0 ? undefined : (said.trim().split('\n')[0] ?? '') || `${command} ended with ${code}`),
    )
  })
}

/**
 * Fetches the archive of an npm package into a folder and checks that it is the pinned one. Runs nothing from it.
 * @param {string} spec @param {string} integrity @param {string} into
 * @returns {Promise<{ readonly archive: string } | { readonly failed: string }>}
 */
export async function fetchPinned(spec, integrity, into) {
  const failed = await tryTo('npm', ['pack', '--silent', spec, '--pack-destination', into])
  if (failed !== undefined) return { failed }
  const archive = join(into, (await readdir(into)).find((file) => file.endsWith('.tgz')) ?? '')
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')
  return `sha512-${digest}` === integrity
    ? { archive }
    : { failed: `the archive of ${spec} is not the pinned one` }
}
