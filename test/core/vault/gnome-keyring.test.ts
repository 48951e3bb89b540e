import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findProgram } from '../../../core/system/find-program.ts'
import { spawnStsDouble } from '../../fakes/sts/spawn-double.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { patience } from '../../patience.ts'
import { must, openHome } from '../home.ts'

const needed = ['gnome-keyring-daemon', 'dbus-run-session', 'secret-tool']
const missing = needed.filter((name) => findProgram(name, process.env) === undefined)
const user = userIdentity('user0')
const keys = `[alice]\naws_access_key_id = ${user.accessKeyId}\naws_secret_access_key = ${user.secretAccessKey}\n`
const config = '[profile alice]\nregion = eu-west-1\n'

let folder = ''
let double: Awaited<ReturnType<typeof spawnStsDouble>> | undefined
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stackpass-keyring-'))
  double = await spawnStsDouble({ users: 1, latencyMs: 0 })
})
afterAll(() => {
  double?.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Seen {
  readonly moved: unknown
  readonly file: string
  readonly keyring: string
  readonly keys: unknown
  readonly out: unknown
  readonly after: { readonly file: string; readonly keyring: string }
}

it('a key lies in a real GNOME Keyring, is used from there and comes back', ({ skip }) => {
  if (missing.length > 0) skip(`Without ${missing.join(', ')}: no real keyring is asked.`)
  const home = join(folder, 'home')
  for (const each of [home, join(home, '.aws'), join(folder, 'run')]) mkdirSync(each, { mode: 0o700 })
  writeFileSync(join(home, '.aws', 'config'), config, { mode: 0o600 })
  writeFileSync(join(home, '.aws', 'credentials'), keys, { mode: 0o600 })
  const child = join(import.meta.dirname, 'children', 'keyring-child.ts')
  const run = [process.execPath, '--import', createRequire(import.meta.url).resolve('tsx'), child]
  // The daemon reads the password that opens the keyring from its standard input.
  const script = 'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"'
  const ended = spawnSync(
    'dbus-run-session',
    ['--', 'sh', '-c', script, 'sh', ...run, JSON.stringify({ home, endpoint: double?.url })],
    {
      env: { PATH: process.env['PATH'], HOME: home, XDG_RUNTIME_DIR: join(folder, 'run') },
      encoding: 'utf8',
      timeout: patience.test,
    },
  )
  expect(ended.stdout, ended.stderr).toMatch(/^\{/m)
  const seen = JSON.parse(ended.stdout.slice(ended.stdout.indexOf('{'))) as Seen
  expect(seen.moved).toMatchObject({ ok: true })
  expect(seen.file).toBe('[alice]\n')
  expect(seen.keyring).toContain(user.secretAccessKey)
  expect(seen.keys).toMatchObject({ ok: true, value: { secretAccessKey: user.secretAccessKey } })
  expect(seen.out).toMatchObject({ ok: true })
  expect(seen.after).toEqual({ file: keys, keyring: '' })
})

it.skipIf(process.platform !== 'linux')(
  'without a session bus the keyring is refused by name, and the encrypted file is offered',
  async () => {
    const { core } = openHome({}, { config, credentials: keys })
    expect(
      await core.dispatch('vault.plan', { action: 'move', profiles: ['alice'], store: 'system' }),
    ).toMatchObject({
      ok: false,
      error: {
        code: 'VaultUnavailable',
        message: 'There is no keyring here.',
        reason: expect.stringContaining('session bus'),
        remedy: expect.stringContaining('--store file'),
      },
    })
    const status = await must<{ suggested: string }>(core, 'vault.status')
    expect(status.suggested).toBe('file')
  },
)
