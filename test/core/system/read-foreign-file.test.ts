import { execFileSync } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPortAtOnce } from '../../../core/state/own-files.ts'
import type { ReadPort } from '../../../core/system/file-port.ts'
import { nodeFilePort } from '../../../core/system/node-file-port.ts'
import { foreignText, isInside, readForeignFile } from '../../../core/system/read-foreign-file.ts'

let folder: string
let project: string

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'stackpass-foreign-')))
  project = path.join(folder, 'project')
  await mkdir(project)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const ports: readonly (readonly [string, ReadPort])[] = [
  ['through the thread pool', nodeFilePort],
  ['at once', readPortAtOnce],
]

describe.each(ports)('reading a file that is not ours, %s', (_name, fs) => {
  const read = (file: string, more: { readonly maxBytes?: number; readonly root?: string } = {}) =>
    readForeignFile(file, { maxBytes: 1024, fs, ...more })

  it('gives the bytes, and where they are', async () => {
    const file = path.join(project, 'token')
    await writeFile(file, '\ufeffabc')
    const found = await read(file)
    expect(found).toMatchObject({ kind: 'ok', realPath: file })
    expect(foreignText(found)).toBe('abc')
  })

  it('reads a file of exactly the cap, and none that is larger', async () => {
    const file = path.join(project, 'token')
    await writeFile(file, 'x'.repeat(1024))
    expect(await read(file)).toMatchObject({ kind: 'ok' })
    await appendFile(file, 'x')
    expect(await read(file)).toMatchObject({
      kind: 'refused',
      why: 'too-large',
      message: `${file} is larger than 1 KiB.`,
    })
  })

  it('does not read a sparse file of 10 GB', async () => {
    const file = path.join(project, 'package-lock.json')
    await writeFile(file, '')
    await truncate(file, 10 * 1024 ** 3)
    expect(await read(file)).toMatchObject({ kind: 'refused', why: 'too-large' })
  })

  it('says that what is not there is missing: a file, its folder, the end of a link', async () => {
    await symlink('nowhere', path.join(project, 'dangling'))
    await writeFile(path.join(project, 'file'), '')
    for (const name of ['none', 'none/none', 'dangling', 'file/below'])
      expect(await read(path.join(project, name)), name).toEqual({ kind: 'missing' })
  })

  it('waits for nobody at a named pipe, a socket, a device or a link to one', async () => {
    const pipe = path.join(project, 'pipe')
    execFileSync('mkfifo', [pipe])
    await symlink('/dev/zero', path.join(project, 'zero'))
    await symlink('pipe', path.join(project, 'link'))
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(path.join(project, 'socket'), resolve))
    try {
      for (const name of ['pipe', 'zero', 'link', 'socket', '.'])
        expect(await read(path.join(project, name)), name).toMatchObject({
          kind: 'refused',
          why: 'not-a-file',
        })
    } finally {
      server.close()
    }
  })

  it('refuses a link that leaves the folder it has to stay in, and names where it leads', async () => {
    const elsewhere = path.join(folder, 'elsewhere')
    await writeFile(elsewhere, 'secret')
    await symlink('../elsewhere', path.join(project, 'link'))
    await symlink(folder, path.join(project, 'above'))
    await writeFile(path.join(folder, 'project-too'), '')
    for (const name of ['link', 'above/elsewhere', '../project-too']) {
      const found = await read(path.join(project, name), { root: project })
      expect(found, name).toMatchObject({ kind: 'refused', why: 'outside', error: { code: 'FileOutside' } })
    }
    const link = await read(path.join(project, 'link'), { root: project })
    expect(link).toMatchObject({ realPath: elsewhere })
    expect(link.kind === 'refused' && link.message).toContain(elsewhere)
    expect(await read(path.join(project, 'link'))).toMatchObject({ kind: 'ok', realPath: elsewhere })
  })

  it('follows links that stay inside, also when the folder itself is reached by a link', async () => {
    await writeFile(path.join(project, 'file'), 'a')
    await symlink('file', path.join(project, 'link'))
    await symlink('project', path.join(folder, 'alias'))
    const root = path.join(folder, 'alias')
    expect(await read(path.join(root, 'link'), { root })).toMatchObject({ kind: 'ok' })
  })

  it('ends at links that lead in a circle, at impossible names, and at a name with NUL', async () => {
    await symlink('b', path.join(project, 'a'))
    await symlink('a', path.join(project, 'b'))
    expect(await read(path.join(project, 'a'))).toMatchObject({ kind: 'refused', why: 'not-a-file' })
    expect(await read(path.join(project, 'x'.repeat(5_000)))).toMatchObject({
      kind: 'refused',
      why: 'unreadable',
    })
    expect(await read(path.join(project, 'a\0b'))).toMatchObject({ kind: 'refused', why: 'unreadable' })
  })

  it('gives up on a file that never holds still', async () => {
    const file = path.join(project, 'log')
    await writeFile(file, 'x')
    const growing: ReadPort = {
      ...fs,
      open: async (...args: Parameters<ReadPort['open']>) => {
        const handle = await fs.open(...args)
        return {
          read: handle.read.bind(handle),
          close: () => handle.close(),
          stat: async (...how: Parameters<typeof handle.stat>) => {
            await appendFile(file, 'x')
            return handle.stat(...how)
          },
        } as unknown as typeof handle
      },
    }
    expect(await readForeignFile(file, { maxBytes: 1024, fs: growing })).toMatchObject({
      kind: 'refused',
      why: 'unreadable',
      error: { code: 'FileBusy' },
    })
  })
})

it('tells inside from outside by folders, not by letters', () => {
  expect(isInside('/a/b', '/a')).toBe(true)
  expect(isInside('/a', '/a')).toBe(true)
  expect(isInside('/ab', '/a')).toBe(false)
  expect(isInside('/a/..b', '/a')).toBe(true)
  expect(isInside('/', '/a')).toBe(false)
  expect(isInside('/a', '/')).toBe(true)
})
