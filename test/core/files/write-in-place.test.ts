import { execFileSync } from 'node:child_process'
import { link, open, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { WriteInPlace } from '../../../core/files/in-place-reason.ts'
import { readWriteInPlace } from '../../../core/files/in-place-setting.ts'
import type { Applied, Plan } from '../../../core/files/types.ts'
import { canMount } from './machine.ts'
import type { FilePort } from '../../../core/system/file-port.ts'
import { nodeFilePort } from '../../../core/system/node-file-port.ts'
import { codeOf, sandbox, setLine, value } from './sandbox.ts'

const set = (writeInPlace: WriteInPlace) => ({ writeInPlace: () => Promise.resolve(writeInPlace) })
const saidOf = ({ warnings }: Plan): readonly string[] =>
  warnings.flatMap(({ code, message }) => (code === 'WrittenInPlace' ? [message] : []))
const wasInPlace = ({ files }: Applied): boolean => files[0]?.inPlace === true

describe('a file that can be replaced', () => {
  it.each<[WriteInPlace, boolean]>([
    ['needed', false],
    ['never', false],
    ['always', true],
  ])('is written in place with %s: %s', async (wanted, inPlace) => {
    const { files, file } = await sandbox(set(wanted))
    await writeFile(file, 'a=1\n')
    const reader = await open(file, 'r')
    const { ino } = await stat(file)
    try {
      const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
      expect(saidOf(plan).length).toBe(inPlace ? 1 : 0)
      expect(wasInPlace(value(await files.apply(plan)))).toBe(inPlace)
      expect(await readFile(file, 'utf8')).toBe('a=2\n')
      expect((await stat(file)).ino === ino).toBe(inPlace)
      // Whether a program that has it open, such as a container that mounts it, sees the change.
      expect(await reader.readFile('utf8')).toBe(inPlace ? 'a=2\n' : 'a=1\n')
    } finally {
      await reader.close()
    }
  })

  it('is made and removed as ever', async () => {
    const { files, file } = await sandbox(set('always'))
    const plan = value(await files.plan('set', [setLine(file, 'a', '1')]))
    expect(saidOf(plan)).toEqual([])
    expect(wasInPlace(value(await files.apply(plan)))).toBe(false)
    expect(await readFile(file, 'utf8')).toBe('a=1\n')
  })
})

describe('a hard link', () => {
  it('is said before it is written, and refused with never', async () => {
    const { files, file, root } = await sandbox()
    await writeFile(file, 'a=1\n')
    await link(file, path.join(root, 'twin'))
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    expect(saidOf(plan)).toEqual([expect.stringContaining('because other names lead to the same file')])
    expect(wasInPlace(value(await files.apply(plan)))).toBe(true)
    expect(await readFile(path.join(root, 'twin'), 'utf8')).toBe('a=2\n')
    const strict = await sandbox(set('never'))
    expect(codeOf(await strict.files.plan('set', [setLine(file, 'a', '3')]))).toBe('WriteNotAtomic')
  })

  it('that is made after the plan is refused with never, and nothing is written', async () => {
    const { files, file, root } = await sandbox(set('never'))
    await writeFile(file, 'a=1\n')
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    await link(file, path.join(root, 'twin'))
    expect(codeOf(await files.apply(plan))).toBe('WriteNotAtomic')
    expect(await readFile(file, 'utf8')).toBe('a=1\n')
  })
})

it('a folder in which nothing can be made is said before', async () => {
  // Root can write to every folder, so the test substitutes the system's answer.
  const closed: FilePort = {
    ...nodeFilePort,
    access: async (target, mode) => {
      if ((await stat(target)).isDirectory()) throw Object.assign(new Error('closed'), { code: 'EACCES' })
      return nodeFilePort.access(target, mode)
    },
  }
  const { files, file } = await sandbox({ fs: closed })
  await writeFile(file, 'a=1\n')
  const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
  expect(saidOf(plan)).toEqual([expect.stringContaining('because no new file can be made in its folder')])
})

it('is read again: bytes that the disk changed on their way are an error, by either way of writing', async () => {
  const lossy: FilePort = {
    ...nodeFilePort,
    open: async (...args) => {
      const handle = await nodeFilePort.open(...args)
      const write = handle.write.bind(handle) as (...all: unknown[]) => Promise<unknown>
      handle.write = ((bytes: Uint8Array, ...rest: unknown[]) =>
        write(
          bytes.map((byte) => (byte === 0x32 ? 0x33 : byte)),
          ...rest,
        )) as typeof handle.write
      return handle
    },
  }
  for (const [wanted, code] of [
    ['always', 'VerifyMismatch'],
    ['needed', 'FileChanged'],
  ] as const) {
    const { files, file } = await sandbox({ ...set(wanted), fs: lossy })
    await writeFile(file, 'a=1\n')
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    expect(codeOf(await files.apply(plan))).toBe(code)
  }
})

it('a file system that keeps no modes, such as a drive of Windows under WSL, is written to as any other', async () => {
  const tried: string[] = []
  const modeless: FilePort = {
    ...nodeFilePort,
    open: async (...args) => {
      const handle = await nodeFilePort.open(...args)
      handle.chmod = (mode) => {
        tried.push(String(mode))
        return Promise.reject(Object.assign(new Error('no modes'), { code: 'EPERM' }))
      }
      return handle
    },
  }
  const { files, file, root } = await sandbox({ fs: modeless })
  await writeFile(file, 'a=1\n', { mode: 0o644 })
  const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
  expect(wasInPlace(value(await files.apply(plan)))).toBe(false)
  expect(await readFile(file, 'utf8')).toBe('a=2\n')
  expect(tried).toHaveLength(1)
  // Nobody else may read a file whose mode could not be set.
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o077).toBe(0)
  const fresh = path.join(root, 'fresh')
  value(await files.apply(value(await files.plan('set', [setLine(fresh, 'a', '1')]))))
  expect(await readFile(fresh, 'utf8')).toBe('a=1\n')
})

describe.skipIf(!canMount)('a file that is mounted on its own (needs root and mount)', () => {
  async function onMount(file: string, source: string, work: () => Promise<void>): Promise<void> {
    await writeFile(source, 'a=1\n')
    await writeFile(file, '')
    execFileSync('mount', ['--bind', source, file])
    try {
      await work()
    } finally {
      execFileSync('umount', ['-l', file])
    }
  }

  it('is said before, written in place, and undone', async () => {
    const { files, history, root } = await sandbox()
    // The list of mounts writes a blank as an escape.
    const file = path.join(root, 'with blank')
    const source = path.join(root, 'source')
    await onMount(file, source, async () => {
      const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
      expect(saidOf(plan)).toEqual([expect.stringContaining('because it is a mount point')])
      const applied = value(await files.apply(plan))
      expect(wasInPlace(applied)).toBe(true)
      expect(await readFile(source, 'utf8')).toBe('a=2\n')
      const undo = value(await history.planUndo(applied.historyId))
      expect(saidOf(undo).length).toBe(1)
      value(await files.apply(undo))
      expect(await readFile(source, 'utf8')).toBe('a=1\n')
    })
  })

  it('is refused with never, also when it is mounted after the plan', async () => {
    const { files, file, root } = await sandbox(set('never'))
    const source = path.join(root, 'source')
    await writeFile(file, 'a=1\n')
    const early = value(await files.plan('set', [setLine(file, 'a', '2')]))
    await onMount(file, source, async () => {
      expect(codeOf(await files.plan('set', [setLine(file, 'a', '2')]))).toBe('WriteNotAtomic')
      await writeFile(source, 'a=1\n')
      expect(codeOf(await files.apply(early))).toBe('WriteNotAtomic')
      expect(await readFile(source, 'utf8')).toBe('a=1\n')
    })
  })
})

it.each<[string | undefined, WriteInPlace]>([
  [undefined, 'needed'],
  ['{"writeInPlace":"always"}', 'always'],
  ['{"writeInPlace":"never"}', 'never'],
  ['{"writeInPlace":"perhaps"}', 'needed'],
  ['{', 'needed'],
  ['[]', 'needed'],
])('settings %s mean %s', async (text, wanted) => {
  const { root } = await sandbox()
  const file = path.join(root, 'settings.json')
  if (text !== undefined) await writeFile(file, text)
  expect(await readWriteInPlace(file)).toBe(wanted)
})
