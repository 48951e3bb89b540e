import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

const commands: readonly (readonly string[])[] = [
  ['use', 'dev'],
  ['settings', 'set', 'theme', 'dark'],
  ['profiles', 'set', 'dev', 'region', 'us-east-2'],
  ['bridge', 'pointer', 'on', '--yes'],
  ['shell-init', 'bash', '--install', '--yes'],
]

async function runIn(words: readonly string[], env: Record<string, string>, limit = '') {
  const command = [process.execPath, at.entry, ...words].map((word) => `'${word}'`).join(' ')
  const child = spawn('sh', ['-c', `${limit} exec ${command}`], {
    env: { ...at.sandbox.environment, ...env },
  })
  let stderr = ''
  child.stdout.resume()
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stderr }
}

/** Our own full disk; undefined if no disk can be mounted. */
function fullDisk(): string | undefined {
  const folder = join(at.sandbox.home, 'disk')
  mkdirSync(folder, { mode: 0o700 })
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'none', folder]).status !== 0)
    return undefined
  try {
    writeFileSync(join(folder, 'filler'), new Uint8Array(1_000_000))
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
  }
  return folder
}

describe.skipIf(process.platform === 'win32')('a full disk under our own folder is called full', () => {
  it.each(commands)('by %s %s', async (...words) => {
    const folder = fullDisk()
    if (folder === undefined) return
    // Not after the test: the home that contains it is removed before that.
    const { code, stderr } = await runIn(words, { STACKPASS_HOME: folder }).finally(() =>
      spawnSync('umount', [folder]),
    )
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('Error DiskFull: ') as string,
    })
    expect(stderr).toContain('The disk is full.')
  })

  it.each(commands)('and so is a limit for the size of files, by %s %s', async (...words) => {
    const { code, stderr } = await runIn(words, {}, 'ulimit -f 0;')
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('Error DiskFull: ') as string,
    })
    expect(await at.sandbox.read('config')).not.toContain('us-east-2')
  })
})
