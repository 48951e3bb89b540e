import type * as childProcess from 'node:child_process'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { chmod, link, readFile, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { FilePort } from '../../../core/system/file-port.ts'
import { nodeFilePort } from '../../../core/system/node-file-port.ts'
import { codeOf, sandbox, setLine, value } from './sandbox.ts'

type Setup = Awaited<ReturnType<typeof sandbox>>

const tool = (command: string, file: string): string =>
  execFileSync('python3', [path.join(import.meta.dirname, 'attribute-tool.py'), command, file], {
    encoding: 'utf8',
  }).trim()

const attributesOf = (file: string) => tool('list', file)

/** Whether Python and the temporary folder's file system support it. */
function can(command: string): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'stackpass-attributes-'))
  try {
    writeFileSync(path.join(folder, 'file'), '')
    return process.platform === 'linux' && tool(command, path.join(folder, 'file')) !== ''
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const hasAttributes = can('set-attribute')
const hasLists = can('set-list')

const set = async ({ files, file }: Setup, to: string) => {
  const plan = value(await files.plan('Set a', [setLine(file, 'a', to)]))
  return files.apply(plan)
}

const spawned = vi.hoisted(() => ({ count: 0 }))
vi.mock('node:child_process', async (original) => {
  const real = await original<typeof childProcess>()
  return {
    ...real,
    spawn: (...args: Parameters<typeof real.spawn>) => {
      spawned.count += 1
      return real.spawn(...args)
    },
  }
})

async function start(mode: number): Promise<Setup> {
  const setup = await sandbox()
  await writeFile(setup.file, 'a=1\n')
  await chmod(setup.file, mode)
  return setup
}

describe.skipIf(!hasAttributes)('extended attributes', () => {
  it('stay with a file that is replaced, write after write', async () => {
    const setup = await start(0o600)
    const before = tool('set-attribute', setup.file)
    const { ino } = await stat(setup.file)
    value(await set(setup, '2'))
    // Now, because a later file may get the inode number of a removed one.
    expect((await stat(setup.file)).ino).not.toBe(ino)
    expect(attributesOf(setup.file)).toBe(before)
    value(await set(setup, '3'))
    expect(attributesOf(setup.file)).toBe(before)
    expect(before).toContain('user.note=')
    expect((await stat(setup.file)).mode & 0o7777).toBe(0o600)
    expect(await readFile(setup.file, 'utf8')).toBe('a=3\n')
  })

  it('stay when the first of two files is put back', async () => {
    const setup = await start(0o600)
    const other = path.join(setup.root, 'other')
    await writeFile(other, 'a=1\n')
    const before = tool('set-attribute', setup.file)
    const plan = value(
      await setup.files.plan('Set both', [setLine(setup.file, 'a', '2'), setLine(other, 'a', '2')]),
    )
    await chmod(other, 0o400)
    expect(codeOf(await setup.files.apply(plan))).toBe('FileReadOnly')
    expect(await readFile(setup.file, 'utf8')).toBe('a=1\n')
    expect(attributesOf(setup.file)).toBe(before)
  })

  it('are found when they come after a write that found none', async () => {
    const setup = await start(0o600)
    value(await set(setup, '2'))
    const before = tool('set-attribute', setup.file)
    value(await set(setup, '3'))
    expect(attributesOf(setup.file)).toBe(before)
  })

  it('cost one look for a file without any, and another when something happened to it', async () => {
    const setup = await start(0o600)
    const looks = async (to: string) => {
      spawned.count = 0
      value(await set(setup, to))
      return spawned.count
    }
    expect(await looks('2')).toBe(1)
    expect(await looks('3')).toBe(0)
    expect(await looks('4')).toBe(0)
    await writeFile(setup.file, 'a=5\n')
    await utimes(setup.file, 1, 1)
    expect(await looks('6')).toBe(1)
    expect(await looks('7')).toBe(0)
    await link(setup.file, `${setup.file}-2`)
    expect(await looks('8')).toBe(0)
  })

  it('are lost, and the write is done, where the system has no program to copy them', async () => {
    const setup = await start(0o600)
    tool('set-attribute', setup.file)
    vi.stubEnv('PATH', '/nowhere')
    try {
      value(await set(setup, '2'))
      spawned.count = 0
      value(await set(setup, '3'))
      expect(spawned.count).toBe(0)
    } finally {
      vi.unstubAllEnvs()
    }
    expect(attributesOf(setup.file)).toBe('')
    expect(await readFile(setup.file, 'utf8')).toBe('a=3\n')
  })
})

describe.skipIf(!hasLists)('access control lists', () => {
  it('stay, and the group gets no more than it had', async () => {
    const setup = await start(0o640)
    const before = tool('set-list', setup.file)
    value(await set(setup, '2'))
    expect(attributesOf(setup.file)).toBe(before)
    expect((await stat(setup.file)).mode & 0o7777).toBe(0o640)
  })

  it('that a new file takes from its folder give nobody anything while its mode gives the group nothing', async () => {
    const setup = await start(0o600)
    tool('set-default-list', setup.root)
    value(await set(setup, '2'))
    // The mask, which bounds every named entry: tag 0x10, permissions 0.
    expect(attributesOf(setup.file)).toContain('10000000ffffffff')
    expect((await stat(setup.file)).mode & 0o7777).toBe(0o600)
  })
})

describe('on macOS', () => {
  async function onMac(copyFile: FilePort['copyFile']): Promise<Setup> {
    const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin')
    onTestFinished(() => platform.mockRestore())
    const setup = await sandbox({ fs: { ...nodeFilePort, copyFile } })
    await writeFile(setup.file, 'a=1\nb=1\n')
    await chmod(setup.file, 0o640)
    return setup
  }

  it('the new file begins as a copy, which has the attributes, and no program is started', async () => {
    const copies: string[] = []
    const setup = await onMac(async (from, to, flags) => {
      copies.push(String(from))
      await nodeFilePort.copyFile(from, to, flags)
    })
    spawned.count = 0
    value(await set(setup, '2'))
    expect(copies).toEqual([setup.file])
    expect(spawned.count).toBe(0)
    expect(await readFile(setup.file, 'utf8')).toBe('a=2\nb=1\n')
    expect((await stat(setup.file)).mode & 0o7777).toBe(0o640)
    expect(await readdir(setup.root)).toEqual(['file', 'state'])
  })

  it('an empty new file does where the copy fails, and no half of one stays', async () => {
    const setup = await onMac(async (from, to, flags) => {
      await nodeFilePort.copyFile(from, to, flags)
      throw Object.assign(new Error('not supported'), { code: 'ENOTSUP' })
    })
    value(await set(setup, '2'))
    expect(await readFile(setup.file, 'utf8')).toBe('a=2\nb=1\n')
    expect((await stat(setup.file)).mode & 0o7777).toBe(0o640)
    expect(await readdir(setup.root)).toEqual(['file', 'state'])
  })
})

describe('where they cannot be tried', () => {
  it.skipIf(hasAttributes)(
    'no extended attributes: needs Linux, python3 and a file system that has them',
    () => {
      expect(hasAttributes).toBe(false)
    },
  )

  it.skipIf(hasLists)('no access control lists: needs Linux, python3 and a file system that has them', () => {
    expect(hasLists).toBe(false)
  })
})
