import { lstat, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
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

  it('takes the place of a link, and leaves alone where that leads', async () => {
    const elsewhere = path.join(folder, 'elsewhere.json')
    await writeFile(elsewhere, '{"exportRegion":true}')
    await mkdir(path.dirname(file))
    await symlink(elsewhere, file)
    expect(await settings.set({ theme: 'dark' })).toMatchObject({ ok: true })
    expect((await lstat(file)).isSymbolicLink()).toBe(false)
    expect(await readFile(elsewhere, 'utf8')).toBe('{"exportRegion":true}')
    expect(await settings.get()).toMatchObject({ exportRegion: true, theme: 'dark' })
  })

  it('says what stands in the way', async () => {
    await writeFile(path.dirname(file), 'a file')
    expect(await settings.set({ theme: 'dark' })).toMatchObject({ error: { code: 'StateUnwritable' } })
  })
})
