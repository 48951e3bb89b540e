import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRecentsFile } from '../../../core/state/recents.ts'
import { createSettings, type SettingsService } from '../../../core/state/settings.ts'

let folder: string
let file: string
let settings: SettingsService

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stackpass-settings-'))
  file = path.join(folder, 'config', 'settings.json')
  settings = createSettings(file, createRecentsFile(path.join(folder, 'state', 'recents.json')))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the settings file', () => {
  it('is for its owner only, and keeps what it is not asked to change', async () => {
    await mkdir(path.dirname(file))
    await writeFile(file, '{"later":{"version":2},"exportRegion":true}', { mode: 0o644 })
    expect(await settings.set({ theme: 'dark' })).toMatchObject({ ok: true, value: { theme: 'dark' } })
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      later: { version: 2 },
      exportRegion: true,
      theme: 'dark',
    })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('loses none of several changes at once', async () => {
    await Promise.all([
      settings.set({ theme: 'dark' }),
      settings.set({ exportRegion: true }),
      settings.set({ confirmProduction: false }),
    ])
    expect(await settings.get()).toMatchObject({
      theme: 'dark',
      exportRegion: true,
      confirmProduction: false,
    })
  })

  it.each(['{"theme":', '[]', '"dark"', 'null'])('is not overwritten when it holds %s', async (text) => {
    await mkdir(path.dirname(file))
    await writeFile(file, text)
    expect(await settings.set({ theme: 'dark' })).toMatchObject({
      error: { code: 'SettingInvalid', path: file },
    })
    expect(await readFile(file, 'utf8')).toBe(text)
  })

  const linked = async (target: string, text?: string): Promise<void> => {
    await mkdir(path.dirname(file), { mode: 0o700 })
    if (text !== undefined) await writeFile(path.resolve(path.dirname(file), target), text, { mode: 0o600 })
    await symlink(target, file)
  }

  it('stays a link, and what it leads to is written', async () => {
    const elsewhere = path.join(folder, 'elsewhere.json')
    await linked('../elsewhere.json', '{"exportRegion":true}')
    expect(await settings.set({ theme: 'dark' })).toMatchObject({ ok: true })
    expect(await readlink(file)).toBe('../elsewhere.json')
    expect(JSON.parse(await readFile(elsewhere, 'utf8'))).toEqual({ exportRegion: true, theme: 'dark' })
    expect((await stat(elsewhere)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['config', 'elsewhere.json'])
  })

  it.skipIf(process.platform === 'win32')(
    'is not written through a link to what others can change',
    async () => {
      const shared = path.join(folder, 'shared')
      await mkdir(shared)
      await chmod(shared, 0o777)
      const target = path.join(shared, 'mine.json')
      await linked(target, '{}')
      expect(await settings.set({ theme: 'dark' })).toMatchObject({ error: { code: 'FolderNotPrivate' } })
      await chmod(shared, 0o700)
      await chmod(target, 0o666)
      expect(await settings.set({ theme: 'dark' })).toMatchObject({ error: { code: 'FolderNotPrivate' } })
      expect(await readFile(target, 'utf8')).toBe('{}')
    },
  )

  it('is not written through a link that leads to nothing or to a folder', async () => {
    await linked(path.join(folder, 'gone.json'))
    expect(await settings.set({ theme: 'dark' })).toMatchObject({
      error: { code: 'StateUnwritable', path: file },
    })
    await mkdir(path.join(folder, 'gone.json'))
    expect(await settings.set({ theme: 'dark' })).toMatchObject({ error: { code: 'StateUnwritable' } })
    expect((await lstat(file)).isSymbolicLink()).toBe(true)
  })

  it('says what stands in the way', async () => {
    await writeFile(path.dirname(file), 'a file')
    expect(await settings.set({ theme: 'dark' })).toMatchObject({ error: { code: 'StateUnwritable' } })
  })
})
