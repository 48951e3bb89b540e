import { chmod, lstat, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { shellSplit } from '../../../shared/domain/aws/lenses/python.ts'
import { consentHome } from './consent-home.ts'

describe.skipIf(process.platform === 'win32')('a program that was allowed', () => {
  it('is one command of one profile', async () => {
    const home = await consentHome()
    const keys = await home.program('bin/keys', 'mine')
    await home.allow(`${keys} a`)
    expect(await home.attempt(`${keys} a`)).toBe('mine a')
    expect(await home.attempt(`${keys} a `)).toContain('ProcessNotAllowed')
    expect(await home.attempt(keys)).toContain('ProcessNotAllowed')
    expect(await home.permissions().check(`${keys} a`, 'q')).toMatchObject({ code: 'ProcessNotAllowed' })
  })

  it.each([
    'bin/creds',
    './bin/creds',
    'sh bin/creds',
    'sh -c bin/creds',
    'A=1 bin/creds',
    'cat x | bin/creds',
  ])('is not the file of the same name in another repository: %s', async (command) => {
    const home = await consentHome()
    await home.program('mine/bin/creds', 'mine')
    await home.program('other/bin/creds', 'other')
    process.chdir(join(home.folder, 'mine'))
    await home.allow(command)
    expect(await home.attempt(command)).toContain('mine')
    process.chdir(join(home.folder, 'other'))
    expect(await home.attempt(command)).toMatch(/^ProcessChanged .*you allowed it in .*\/mine only/)
    // Allowing it here too does not revoke it there.
    await home.allow(command)
    expect(await home.attempt(command)).toContain('other')
    process.chdir(join(home.folder, 'mine'))
    expect(await home.attempt(command)).toContain('mine')
  })

  it('is the same one when a tool starts it without a shell', async () => {
    const home = await consentHome()
    const keys = await home.program('bin/keys', 'mine')
    const script = await home.program('bin/script', 'script')
    const pieces = (command: string): string[] => shellSplit(command) ?? []
    const without = (command: string): Promise<string> => home.attempt(command, undefined, pieces(command))
    for (const command of [`${keys} 'a b' c`, `sh ${script} x`, `sh -c '${keys} y'`]) {
      expect(await without(command)).toContain('ProcessNotAllowed')
      await home.allow(command)
      expect(await without(command)).toBe(await home.attempt(command))
    }
    // A shell would start both; without one, the second is an argument of the first.
    const piped = `${keys} a | ${script}`
    await home.allow(piped)
    expect(await without(piped)).toBe(`mine a | ${script}`)
  })

  it('is also the program in the place of what a shell does itself', async () => {
    const home = await consentHome()
    const command = "printf '%s' x"
    const candidate = await home.permissions().candidate(command, 'p')
    expect(candidate.ok && candidate.value.resolved.pins.map(({ path }) => path)).toEqual(['/usr/bin/printf'])
    await home.allow(command)
    expect(await home.attempt(command)).toBe('x')
    expect(await home.attempt(command, undefined, ['printf', '%s', 'x'])).toBe('x')
  })

  it('is not what the pieces lead to, where a shell reads the line in another way', async () => {
    const home = await consentHome()
    const keys = await home.program('bin/keys', 'mine')
    process.chdir(home.folder)
    await home.allow('$HOME/bin/keys')
    expect(await home.attempt('$HOME/bin/keys')).toBe('mine')
    await home.program('$HOME/bin/keys', 'evil')
    expect(await home.attempt('$HOME/bin/keys', undefined, ['$HOME/bin/keys'])).toMatch(
      /^ProcessChanged It now also runs .*\/\$HOME\/bin\/keys; it did not when you allowed it.$/,
    )
    await rm(join(home.folder, '$HOME'), { recursive: true })
    expect(await home.attempt('$HOME/bin/keys', undefined, ['$HOME/bin/keys'])).toMatch(
      /^ProcessMissing The AWS CLI and boto3 run no shell/,
    )
    await writeFile(keys, '#!/bin/sh\necho other\n')
    expect(await home.attempt('$HOME/bin/keys', undefined, ['$HOME/bin/keys'])).toContain('ProcessChanged')
  })

  it('takes nothing from the current folder that it does not name', async () => {
    const home = await consentHome()
    await home.program('other/creds.py', 'x')
    await mkdir(join(home.folder, 'other', 'node_modules'), { recursive: true })
    process.chdir(join(home.folder, 'other'))
    await home.allow('pwd; ls node_modules')
    expect(await home.attempt('pwd; ls node_modules')).toMatch(
      new RegExp(`^${home.folder}\\n.*cannot access`, 's'),
    )
  })

  it.each(['creds a', 'creds a | cat', 'env creds a', 'sh -c "creds a"'])(
    'is not another one that PATH leads to by then: %s',
    async (command) => {
      const home = await consentHome()
      const mine = await home.program('one/creds', 'mine')
      const evil = await home.program('two/creds', 'evil')
      const path = (...folders: string[]) => ({
        PATH: [...folders.map((folder) => join(home.folder, folder)), '/usr/bin', '/bin'].join(':'),
      })
      await home.allow(command, path('one'))
      expect(await home.attempt(command, path('one'))).toContain('mine a')
      expect(await home.attempt(command, path('two', 'one'))).toBe(
        `ProcessChanged It now leads to ${evil}. You allowed it when it was ${mine}.`,
      )
      expect(await home.attempt(command, path('empty'))).toContain('ProcessMissing')
    },
  )

  it.each(['', '.', 'bin', ':'])('is never found by way of the folder %j of PATH', async (relative) => {
    const home = await consentHome()
    await home.program('repo/creds', 'evil')
    await home.program('repo/bin/creds', 'evil')
    const mine = await home.program('mine/creds', 'mine')
    process.chdir(join(home.folder, 'repo'))
    const env = { PATH: `${relative}:${join(home.folder, 'mine')}:/usr/bin:/bin` }
    for (const command of ['creds', 'creds; true']) {
      await home.allow(command, env)
      expect(await home.attempt(command, env)).toBe('mine')
    }
    await rm(mine)
    expect(await home.attempt('creds', env)).toContain('ProcessMissing')
  })

  it.each<[string, (file: string) => Promise<void>]>([
    ['other bytes', (file) => writeFile(file, '#!/bin/sh\necho evil\n')],
    [
      'another file in its place',
      async (file) => {
        await writeFile(`${file}.new`, '#!/bin/sh\necho evil\n', { mode: 0o755 })
        await rename(`${file}.new`, file)
      },
    ],
    [
      'a link in its place',
      async (file) => {
        await writeFile(`${file}.evil`, '#!/bin/sh\necho evil\n', { mode: 0o755 })
        await rm(file)
        await symlink(`${file}.evil`, file)
      },
    ],
  ])('does not run with %s, and says that it changed', async (_, change) => {
    for (const command of ['KEYS', 'sh KEYS', 'sh -c "exec KEYS"', 'true; KEYS', 'cd /; . KEYS']) {
      const home = await consentHome()
      const keys = await home.program('bin/keys', 'mine')
      const line = command.replace('KEYS', keys)
      await home.allow(line)
      expect(await home.attempt(line)).toContain('mine')
      await change(keys)
      expect(await home.attempt(line)).toBe(`ProcessChanged ${keys} changed since you allowed it.`)
      expect(await home.permissions().candidate(line, 'p')).toMatchObject({
        value: { isAllowed: false, change: `${keys} changed since you allowed it.` },
      })
      await home.allow(line)
      expect(await home.attempt(line)).toContain('evil')
    }
  })

  it('of the system may be replaced by its updates', async () => {
    const home = await consentHome()
    await home.allow('/usr/bin/env')
    const found = await home.permissions().candidate('/usr/bin/env', 'p')
    expect(found).toMatchObject({ value: { resolved: { pins: [{ path: '/usr/bin/env', by: 'place' }] } } })
  })

  it.each([
    ['its file', 'bin/keys', 0o777],
    ['its folder', 'bin', 0o777],
    ['a folder above', '.', 0o757],
  ])('does not run when others can write to %s', async (_, what, mode) => {
    const home = await consentHome()
    const keys = await home.program('bin/keys', 'mine')
    await home.allow(keys)
    const open = join(home.folder, what)
    const { mode: before } = await lstat(open)
    await chmod(open, mode)
    expect(await home.attempt(keys)).toBe(`ProcessUnsafe ${open} can be written to by everybody.`)
    expect(await home.permissions().candidate(keys, 'p')).toMatchObject({
      error: { code: 'ProcessUnsafe', path: open },
    })
    await chmod(open, before)
    expect(await home.attempt(keys)).toBe('mine')
  })

  it('does not run by way of a link that others can exchange', async () => {
    const home = await consentHome()
    const keys = await home.program('bin/keys', 'mine')
    await mkdir(join(home.folder, 'shared'))
    await chmod(join(home.folder, 'shared'), 0o777)
    await symlink(keys, join(home.folder, 'shared', 'keys'))
    const found = await home.permissions().candidate(join(home.folder, 'shared', 'keys'), 'p')
    expect(found).toMatchObject({ error: { code: 'ProcessUnsafe', path: join(home.folder, 'shared') } })
  })

  it('gets its arguments as a shell would give them, and may be a script without a first line', async () => {
    const home = await consentHome()
    const file = join(home.folder, 'plain')
    await writeFile(file, 'for word in "$@"; do printf "[%s]\\n" "$word"; done\n', { mode: 0o755 })
    const line = `${file} 'a  b' "c\\"d" e\\ f '' "\\n"`
    await home.allow(line)
    expect(await home.attempt(line)).toBe('[a  b]\n[c"d]\n[e f]\n[]\n[\\n]')
  })

  it('that was allowed by an earlier version is asked about again', async () => {
    const home = await consentHome()
    const keys = await home.program('bin/keys', 'mine')
    const { createHash } = await import('node:crypto')
    const sha256 = createHash('sha256')
      .update(JSON.stringify(['p', keys]))
      .digest('hex')
    await mkdir(home.stateDir, { recursive: true, mode: 0o700 })
    await writeFile(home.list, JSON.stringify({ version: 1, allowed: [{ profile: 'p', sha256 }] }), {
      mode: 0o600,
    })
    expect(await home.attempt(keys)).toMatch(/^ProcessNotAllowed You allowed it with an earlier version/)
    await home.allow(keys)
    expect(await home.attempt(keys)).toBe('mine')
    expect(JSON.parse(await readFile(home.list, 'utf8'))).toMatchObject({ version: 2 })
  })
})
