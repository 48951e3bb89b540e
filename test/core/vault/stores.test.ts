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
  // What age takes for a passphrase would cost seconds here; the work is another number in the same place.
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

/** Writes down its arguments, and does what the manuals of the two programs say of these commands. */
const stands = {
  pass: `echo "$@" >> "$LOG"
f="$ITEMS/$(echo "\${@: -1}" | tr / _)"
case $1 in
  insert) cat > "$f" ;;
  show) [ -e "$f" ] && cat "$f" || { echo "Error: $2 is not in the password store." >&2; exit 1; } ;;
  rm) rm "$f" 2>/dev/null || { echo "Error: $3 is not in the password store." >&2; exit 1; } ;;
esac`,
  op: `echo "$@" >> "$LOG"
case "$1 $2" in
  "item create") cat > "$ITEMS/note" ;;
  "item get") [ -e "$ITEMS/note" ] && cat "$ITEMS/note" || { echo "\\"$3\\" isn't an item." >&2; exit 1; } ;;
  "item delete") rm "$ITEMS/note" 2>/dev/null || { echo "\\"$3\\" isn't an item." >&2; exit 1; } ;;
esac`,
}

describe.skipIf(process.platform === 'win32')('the commands of other managers', () => {
  function place(name: keyof typeof stands) {
    const folder = temporary()
    const [bin, items, log] = [join(folder, 'bin'), join(folder, 'items'), join(folder, 'log')]
    mkdirSync(bin)
    mkdirSync(items)
    writeFileSync(join(bin, name), `#!/bin/bash\n${stands[name]}\n`)
    chmodSync(join(bin, name), 0o755)
    return { log, env: { PATH: `${bin}:/usr/bin:/bin`, ITEMS: items, LOG: log }, platform: process.platform }
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

  it('is refused by name where it is not there', async () => {
    const store = createPassStore({ env: { PATH: temporary() }, platform: process.platform })
    expect(await store.available()).toMatchObject({
      error: { code: 'VaultUnavailable', remedy: expect.stringContaining('pass') },
    })
  })
})
