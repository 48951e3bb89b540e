import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readActiveState, writeActiveState } from '../../../core/state/active-state.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stackpass-state-'))
  file = path.join(folder, 'own', 'active')
})

afterEach(async () => {
  await chmod(folder, 0o700)
  await rm(folder, { recursive: true, force: true })
})

const dev = { profile: 'dev', exportRegion: false, since: 5 }

describe('the active state on disk', () => {
  it('is created with its folder, for its owner only', async () => {
    expect(await readActiveState(file)).toBeUndefined()
    expect(await writeActiveState(file, dev)).toEqual({ ok: true, value: dev })
    expect(await readActiveState(file)).toEqual(dev)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700)
  })

  it('has a new first line at every write, also of the same state', async () => {
    await writeActiveState(file, dev)
    const first = await readFile(file, 'utf8')
    await writeActiveState(file, dev)
    const second = await readFile(file, 'utf8')
    expect(second.split('\n')[0]).not.toBe(first.split('\n')[0])
    expect(second.split('\n').slice(1)).toEqual(first.split('\n').slice(1))
  })

  it('takes a half-written file for none', async () => {
    await mkdir(path.dirname(file))
    await writeFile(file, 'stackpass-state 1 a1\nprofile=dev\n')
    expect(await readActiveState(file)).toBeUndefined()
  })

  it('keeps the previous state when a name cannot be carried', async () => {
    await writeActiveState(file, dev)
    expect(await writeActiveState(file, { ...dev, profile: 'a\nb' })).toMatchObject({
      error: { code: 'InvalidValue' },
    })
    expect(await readActiveState(file)).toEqual(dev)
  })

  it('says StateUnwritable when a file stands in place of the folder', async () => {
    await writeFile(path.dirname(file), 'x')
    expect(await writeActiveState(file, dev)).toMatchObject({
      error: { code: 'StateUnwritable', path: file },
    })
    expect(await readActiveState(file)).toBeUndefined()
  })

  it('says StateUnwritable when a folder stands in place of the file, and leaves nothing behind', async () => {
    await mkdir(file, { recursive: true })
    await writeFile(path.join(file, 'x'), '')
    expect(await writeActiveState(file, dev)).toMatchObject({ error: { code: 'StateUnwritable' } })
    expect(await readActiveState(file)).toBeUndefined()
  })

  it.skipIf(process.getuid?.() === 0)('keeps the previous state when the folder is read-only', async () => {
    await writeActiveState(file, dev)
    await chmod(path.dirname(file), 0o500)
    expect(await writeActiveState(file, { ...dev, profile: 'prod' })).toMatchObject({
      error: { code: 'StateUnwritable' },
    })
    await chmod(path.dirname(file), 0o700)
    expect(await readActiveState(file)).toEqual(dev)
  })

  it('says StateUnwritable for a circle of links', async () => {
    await symlink('own', path.join(folder, 'own'))
    expect(await writeActiveState(file, dev)).toMatchObject({ error: { code: 'StateUnwritable' } })
  })

  it('leaves a whole state when many write at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `p${index}`)
    await Promise.all(names.map((profile) => writeActiveState(file, { profile, exportRegion: false })))
    expect(names).toContain((await readActiveState(file))?.profile)
  })
})
