import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createAgeStore, type OpenKey } from '../../../core/vault/age-store.ts'
import { createOnePasswordStore, createPassStore } from '../../../core/vault/command-stores.ts'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stackpass-stores-'))
  folders.push(folder)
  return folder
}

function memory(isShared = true): OpenKey & { key?: string | undefined } {
  const kept: OpenKey & { key?: string | undefined } = {
    get: () => Promise.resolve(kept.key),
    set: (identity) => Promise.resolve(void (kept.key = identity)),
    remove: () => Promise.resolve(void (kept.key = undefined)),
    isShared: () => Promise.resolve(isShared),
  }
  return kept
}

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const passphrase = 'correct horse battery'

describe('the encrypted file', () => {
  // age's work factor for a passphrase would take seconds here, so the test uses a lower number in the same place.
  const quick = 10

  it.each([
    [true, /^Run `stackpass unlock` in a terminal/],
    [false, /asks for the passphrase\. Nothing here keeps it for other programs/],
  ])('where others find the key that opens it (%s), says who opens it', async (isShared, remedy) => {
    const store = createAgeStore(temporary(), memory(isShared), quick)
    await store.open(passphrase, true)
    await store.close()
    expect(await store.opensForAll()).toBe(isShared)
    expect(await store.get('a')).toMatchObject({ error: { remedy: expect.stringMatching(remedy) } })
  })

  it('keeps keys that only its passphrase opens, and nothing in clear', async () => {
    const folder = temporary()
    const store = createAgeStore(folder, memory(), quick)
    expect(await store.put('a', secret)).toMatchObject({
      error: { code: 'VaultLocked', details: { isNew: true } },
    })
    expect(await store.open('short', true)).toMatchObject({ error: { code: 'InvalidValue' } })
    expect(await store.open(passphrase, true)).toMatchObject({ ok: true })
    expect(await store.put('a', secret)).toMatchObject({ ok: true })
    expect(await store.get('a')).toEqual({ ok: true, value: secret })
    expect(await store.get('b')).toEqual({ ok: true, value: undefined })
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name), 'latin1')
      expect(bytes.startsWith('age-encryption.org/v1')).toBe(true)
      expect(bytes).not.toContain(secret)
    }
    await store.close()
    expect(await store.get('a')).toMatchObject({ error: { code: 'VaultLocked', details: { isNew: false } } })
    expect(await store.open('something else', false)).toMatchObject({ error: { code: 'PassphraseWrong' } })
    expect(await store.open(passphrase, true)).toMatchObject({ error: { code: 'NotAllowed' } })
    expect(await store.open(passphrase, false)).toMatchObject({ ok: true })
    expect(await store.get('a')).toEqual({ ok: true, value: secret })
  })

  it('is open for another process by the key that the first one left, until it is closed', async () => {
    const [folder, key] = [temporary(), memory()]
    const [first, second] = [createAgeStore(folder, key, quick), createAgeStore(folder, key, quick)]
    await first.open(passphrase, true)
    await first.put('a', secret)
    expect(await second.get('a')).toEqual({ ok: true, value: secret })
    await second.close()
    expect(await createAgeStore(folder, key, quick).get('a')).toMatchObject({
      error: { code: 'VaultLocked' },
    })
  })

  it('says which file is damaged', async () => {
    const folder = temporary()
    const store = createAgeStore(folder, memory(), quick)
    await store.open(passphrase, true)
    await store.put('a', secret)
    const file = readdirSync(folder).find((name) => name !== 'identity.age') ?? ''
    writeFileSync(join(folder, file), 'age-encryption.org/v1\n')
    expect(await store.get('a')).toMatchObject({
      error: { code: 'VaultUnavailable', path: join(folder, file) },
    })
  })
})

/** Records its arguments, and does what the manuals of the two programs say about these commands. */
const stands = {
  pass: `echo "$@" >> "$LOG"
f="$ITEMS/$(echo "\${@: -1}" | tr / _)"
case $1 in
  insert) cat > "$f" ;;
  show) [ -e "$f" ] && cat "$f" || { echo "Error: $2 is not in the password store." >&2; exit 1; } ;;
  rm) rm "$f" 2>/dev/null || { echo "Error: $3 is not in the password store." >&2; exit 1; } ;;
esac`,
  op: `echo "$@" >> "$LOG"
exec "$NODE" "$OP" "$@"`,
}

/** Titles need not be unique; if they are not, the id names an item. `CRASH`: it is killed there. */
const op = `
const { readdirSync, readFileSync, writeFileSync, rmSync } = require('node:fs')
const [, verb, ...rest] = process.argv.slice(2)
const folder = process.env.ITEMS + '/'
const items = readdirSync(folder).map((id) => ({ ...JSON.parse(readFileSync(folder + id, 'utf8')), id }))
const fail = (text) => { console.error('[ERROR] ' + text); process.exit(1) }
const found = () => {
  const own = items.filter(({ id, title }) => id === rest[0] || title === rest[0])
  if (own.length === 0) fail('Not found: ' + rest[0])
  if (own.length > 1) fail('More than one item matches "' + rest[0] + '".')
  return own[0]
}
if (verb === process.env.CRASH) process.kill(process.pid, 'SIGKILL')
if (verb === 'create') {
  const template = JSON.parse(readFileSync(0, 'utf8'))
  const created_at = new Date(Date.UTC(2026, 0, 1) + items.length * 1000).toISOString()
  writeFileSync(folder + 'id' + items.length + Math.random().toString(36).slice(2), JSON.stringify({ ...template, created_at }))
}
if (verb === 'list') console.log(JSON.stringify(items.map(({ id, title, created_at }) => ({ id, title, created_at }))))
if (verb === 'get') console.log(JSON.stringify(found()))
if (verb === 'delete') rmSync(folder + found().id)
`

describe.skipIf(process.platform === 'win32')('the commands of other managers', () => {
  function place(name: keyof typeof stands) {
    const folder = temporary()
    const [bin, items, log] = [join(folder, 'bin'), join(folder, 'items'), join(folder, 'log')]
    mkdirSync(bin)
    mkdirSync(items)
    writeFileSync(join(bin, name), `#!/bin/bash\n${stands[name]}\n`)
    chmodSync(join(bin, name), 0o755)
    writeFileSync(join(folder, 'op.cjs'), op)
    const program = { NODE: process.execPath, OP: join(folder, 'op.cjs') }
    const env = { PATH: `${bin}:/usr/bin:/bin`, ITEMS: items, LOG: log, ...program }
    return { log, env, platform: process.platform }
  }

  it.each([
    ['pass', createPassStore],
    ['op', createOnePasswordStore],
  ] as const)('%s gets the secret by standard input, never as an argument', async (name, create) => {
    const at = place(name)
    const store = create(at)
    expect(await store.get('aws dev')).toEqual({ ok: true, value: undefined })
    expect(await store.put('aws dev', secret)).toMatchObject({ ok: true })
    expect(await store.get('aws dev')).toEqual({ ok: true, value: secret })
    expect(await store.remove('aws dev')).toMatchObject({ ok: true })
    expect(await store.remove('aws dev')).toMatchObject({ ok: true })
    expect(await store.get('aws dev')).toEqual({ ok: true, value: undefined })
    expect(existsSync(at.log) && readFileSync(at.log, 'utf8')).not.toContain(secret)
  })

  it('op has the new secret before the old one goes: killed at any step, one of them is there', async () => {
    for (const crash of ['list', 'create', 'delete']) {
      const at = place('op')
      const store = createOnePasswordStore(at)
      await store.put('aws dev', 'the old one')
      const killed = await createOnePasswordStore({ ...at, env: { ...at.env, CRASH: crash } }).put(
        'aws dev',
        secret,
      )
      expect(killed).toMatchObject({ error: { code: 'VaultUnavailable' } })
      expect(await store.get('aws dev')).toEqual({
        ok: true,
        value: crash === 'delete' ? secret : 'the old one',
      })
      // Started again, it ends with one item.
      expect(await store.put('aws dev', secret)).toMatchObject({ ok: true })
      expect(readdirSync(at.env.ITEMS)).toHaveLength(1)
      expect(await store.get('aws dev')).toEqual({ ok: true, value: secret })
    }
  })

  it('is refused by name where it is not there', async () => {
    const store = createPassStore({ env: { PATH: temporary() }, platform: process.platform })
    expect(await store.available()).toMatchObject({
      error: { code: 'VaultUnavailable', remedy: expect.stringContaining('pass') },
    })
  })
})
