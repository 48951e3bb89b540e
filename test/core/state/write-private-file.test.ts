import * as promises from 'node:fs/promises'
import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OwnFileFailure } from '../../../core/state/own-file-failure.ts'
import { writePrivateFileAtOnce } from '../../../core/state/write-at-once.ts'
import {
  createPrivateWriter,
  leftoverName,
  writePrivateFile,
  type PrivateWritePort,
} from '../../../core/state/write-private-file.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stackpass-private-'))
  file = path.join(folder, 'own', 'deep', 'file.json')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const system = (code: string) => Object.assign(new Error(code), { code, syscall: 'test' })

describe.each([
  ['through the thread pool', writePrivateFile],
  ['at once', writePrivateFileAtOnce],
])('a private write %s', (_, write) => {
  it('makes file and folders for their owner only, whatever the umask', async () => {
    const umask = process.umask(0)
    try {
      await write(file, 'text ü')
    } finally {
      process.umask(umask)
    }
    expect(await readFile(file, 'utf8')).toBe('text ü')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700)
    expect((await stat(path.dirname(path.dirname(file)))).mode & 0o777).toBe(0o700)
  })

  it('narrows a file that was open to others', async () => {
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, 'old', { mode: 0o666 })
    await write(file, new Uint8Array([1, 2, 3]))
    expect([...(await readFile(file))]).toEqual([1, 2, 3])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('replaces a link that stands in its place, and leaves alone where the link leads', async () => {
    const foreign = path.join(folder, 'foreign')
    await writeFile(foreign, 'foreign')
    await mkdir(path.dirname(file), { recursive: true })
    await symlink(foreign, file)
    await write(file, 'ours')
    expect(await readFile(foreign, 'utf8')).toBe('foreign')
    expect((await promises.lstat(file)).isFile()).toBe(true)
  })

  it('does not write into the other name of a hard link', async () => {
    const other = path.join(folder, 'other')
    await writeFile(other, 'other')
    await mkdir(path.dirname(file), { recursive: true })
    await link(other, file)
    await write(file, 'ours')
    expect(await readFile(other, 'utf8')).toBe('other')
  })

  it('leaves the old file and no temporary one behind when it fails', async () => {
    await mkdir(file, { recursive: true })
    await expect(write(file, 'text')).rejects.toMatchObject({
      coded: { code: 'StateUnwritable', path: file },
      code: process.platform === 'win32' ? 'EPERM' : 'EISDIR',
    })
    expect(await readdir(path.dirname(file))).toEqual(['file.json'])
  })

  it('marks a script as one when asked to', async () => {
    await write(file, '#!/bin/sh\n', { mode: 0o700 })
    expect((await stat(file)).mode & 0o777).toBe(0o700)
  })
})

describe('the calls of a private write', () => {
  let calls: string[]

  /** The real file system, with a list of the calls and one failure. */
  function port(fails?: { call: string; code: string; times: number }): PrivateWritePort {
    const step = async <T>(call: string, work: () => Promise<T>): Promise<T> => {
      calls.push(call)
      if (fails && fails.call === call && fails.times-- > 0) throw system(fails.code)
      return work()
    }
    return {
      mkdir: (at, options) => step('mkdir', () => promises.mkdir(at, options)),
      rename: (from, to) => step('rename', () => promises.rename(from, to)),
      unlink: (at) => step('unlink', () => promises.unlink(at)),
      open: async (at, flags, mode) => {
        const handle = await step(`open ${flags} ${path.basename(at)}`, () => promises.open(at, flags, mode))
        const what = flags === 'r' ? 'folder' : 'file'
        return {
          writeFile: (content) => step('write', () => handle.writeFile(content)),
          sync: () => step(`sync ${what}`, () => handle.sync()),
          close: () => step('close', () => handle.close()),
        }
      },
    }
  }

  beforeEach(() => {
    calls = []
  })

  it('creates under a name that was not there, and has it on disk before it has its own', async () => {
    await createPrivateWriter(port())(file, 'text')
    const named = calls.map((call) => call.replace(/\.[0-9a-f]{32}\.tmp/, 'TEMP'))
    expect(named).toEqual([
      'mkdir',
      'open wx TEMP',
      'write',
      'sync file',
      'close',
      'rename',
      'open r deep',
      'sync folder',
      'close',
    ])
  })

  it('takes a new name each time, 128 bits long', async () => {
    const write = createPrivateWriter(port())
    for (let time = 0; time < 50; time++) await write(file, 'text')
    const names = calls.flatMap((call) =>
      call.startsWith('open wx ') ? [call.slice('open wx '.length)] : [],
    )
    expect(names.every((name) => leftoverName.test(name))).toBe(true)
    // No two bytes are the same in all names, as they would be with a process id or a clock.
    const digits = Array.from({ length: 32 }, (_, at) => new Set(names.map((name) => name[at + 1])).size)
    expect(Math.min(...digits)).toBeGreaterThan(3)
  })

  it('does not wait for the disk where that was said', async () => {
    await createPrivateWriter(port())(file, 'text', { durable: false })
    expect(calls.filter((call) => call.startsWith('sync'))).toEqual([])
  })

  it.each([
    ['win32', 'EPERM'],
    ['win32', 'EACCES'],
    ['win32', 'EBUSY'],
    ['linux', 'EBUSY'],
  ])('tries a rename again that %s refuses for a moment with %s', async (platform, code) => {
    const real = Object.getOwnPropertyDescriptor(process, 'platform')!
    Object.defineProperty(process, 'platform', { ...real, value: platform })
    try {
      await createPrivateWriter(port({ call: 'rename', code, times: 2 }))(file, 'text')
    } finally {
      Object.defineProperty(process, 'platform', real)
    }
    expect(await readFile(file, 'utf8')).toBe('text')
    expect(calls.filter((call) => call === 'rename')).toHaveLength(3)
  })

  it.each([
    ['write', 'ENOSPC', 'DiskFull', 'The disk is full.'],
    ['sync file', 'EDQUOT', 'DiskFull', 'Your disk quota is used up.'],
    ['write', 'EFBIG', 'DiskFull', 'larger than'],
    ['mkdir', 'ENOSPC', 'DiskFull', 'The disk is full.'],
    ['rename', 'ENOSPC', 'DiskFull', 'The disk is full.'],
    ['mkdir', 'EROFS', 'StateUnwritable', 'mounted read-only'],
    ['rename', 'EACCES', 'StateUnwritable', 'permission'],
    ['write', 'EIO', 'StateUnwritable', 'The system answered EIO.'],
  ])('tells a failure of %s with %s as %s', async (call, code, told, reason) => {
    const error = await createPrivateWriter(port({ call, code, times: 99 }))(file, 'text').catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(OwnFileFailure)
    expect(error).toMatchObject({ code, coded: { code: told } })
    expect((error as OwnFileFailure).coded.reason).toContain(reason)
    if (call !== 'mkdir') expect(await readdir(path.dirname(file))).toEqual([])
  })

  it('lets a bug be one', async () => {
    const broken = { ...port(), rename: () => Promise.reject(new TypeError('bug')) }
    await expect(createPrivateWriter(broken)(file, 'text')).rejects.toBeInstanceOf(TypeError)
  })
})
