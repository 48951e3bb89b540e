import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createAllowList } from '../../../core/consent/allow-list.ts'
import { consentHome } from './consent-home.ts'

const child = fileURLToPath(new URL('children/allow-many.ts', import.meta.url))

describe('the list of allowed programs', () => {
  it('is ours alone and holds no command text with its secrets', async () => {
    const home = await consentHome()
    const keys = await home.program('bin/keys', 'mine')
    await home.allow(`${keys} --password hunter2hunter2`)
    await home.allow(`${keys} --password hunter2hunter2 $(true) "$(false)"`)
    await home.allow(`sh -c "${keys} --password hunter2hunter2 \`true\`"`)
    expect((await stat(home.list)).mode & 0o777).toBe(0o600)
    expect((await stat(home.stateDir)).mode & 0o777).toBe(0o700)
    expect(await readFile(home.list, 'utf8')).not.toContain('hunter2')
  })

  it.skipIf(process.platform === 'win32').each<[string, (list: string, folder: string) => Promise<unknown>]>([
    ['is not JSON', (list) => writeFile(list, 'garbage')],
    ['is empty', (list) => writeFile(list, '')],
    ['holds something else', (list) => writeFile(list, '{"version":2,"allowed":[{"profile":"p"}]}')],
    ['is of a version that is not known', (list) => writeFile(list, '{"version":3,"allowed":[]}')],
    ['can be written by others', (list) => chmod(list, 0o666)],
    ['can be written by a group', (list) => chmod(list, 0o660)],
    ['lies in a folder that others can write to', (_, folder) => chmod(folder, 0o777)],
    [
      'is a link',
      async (list) => {
        await writeFile(`${list}.other`, await readFile(list), { mode: 0o600 })
        await rm(list)
        await symlink(`${list}.other`, list)
      },
    ],
    [
      'is a folder',
      async (list) => {
        await rm(list)
        await mkdir(list)
      },
    ],
    ['is far too large', (list) => writeFile(list, Buffer.alloc(5 * 1024 * 1024, ' '))],
  ])('lets nothing run and says so when it %s', async (_, tamper) => {
    const home = await consentHome()
    const keys = await home.program('bin/keys', 'mine')
    await home.allow(keys)
    await tamper(home.list, home.stateDir)
    expect(await home.attempt(keys)).toMatch(/^AllowListUnsafe .+/)
    const permissions = home.permissions()
    expect(await permissions.candidate(keys, 'p')).toMatchObject({ error: { code: 'AllowListUnsafe' } })
    expect(await permissions.list.remove(() => true)).toMatchObject({ error: { code: 'AllowListUnsafe' } })
  })

  it.skipIf(process.getuid?.() !== 0)('lets nothing run when it belongs to another user', async () => {
    const home = await consentHome()
    const keys = await home.program('bin/keys', 'mine')
    await home.allow(keys)
    const { chown } = await import('node:fs/promises')
    await chown(home.list, 12_345, 12_345)
    expect(await home.attempt(keys)).toMatch(/^AllowListUnsafe .*belongs to the user with the number 12345/)
  })

  it('can be begun anew when it is damaged', async () => {
    const home = await consentHome()
    const keys = await home.program('bin/keys', 'mine')
    await home.allow(keys)
    await writeFile(home.list, 'garbage')
    expect(await home.permissions().list.clear()).toEqual({ ok: true, value: 0 })
    expect(await home.attempt(keys)).toContain('ProcessNotAllowed')
    await home.allow(keys)
    expect(await home.attempt(keys)).toBe('mine')
  })

  it('loses nothing when processes allow at once', async () => {
    const home = await consentHome()
    const locks = join(home.folder, 'own', 'locks')
    const each = 12
    const started = ['a', 'b', 'c'].map((name) =>
      spawn(process.execPath, ['--import', 'tsx', child, home.stateDir, locks, name, String(each)], {
        stdio: 'inherit',
      }),
    )
    const codes = await Promise.all(started.map(async (one) => ((await once(one, 'close')) as [number])[0]))
    expect(codes).toEqual([0, 0, 0])
    const list = await createAllowList(home.stateDir, locks).read()
    expect(list.ok && new Set(list.value.allowed.map(({ profile }) => profile)).size).toBe(3 * each)
  })
})
