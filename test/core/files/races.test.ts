import { appendFile, mkdir, open, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeLock } from '../../../core/state/lock.ts'
import type { FilePort } from '../../../core/system/file-port.ts'
import { nodeFilePort } from '../../../core/system/node-file-port.ts'
import { patience } from '../../patience.ts'
import { codeOf, listing, replaceWith, sandbox, setLine, value } from './sandbox.ts'

const systemError = (code: string) => Object.assign(new Error(code), { code, syscall: 'test' })
const withoutState = async (root: string) => (await listing(root)).filter((name) => !name.startsWith('state'))

describe('another program writes while we do', () => {
  it('into the old file, which it had open: its write is kept, and ours is made on top', async () => {
    const steps: string[] = []
    const setup = await sandbox({
      onStep: async (step) => {
        steps.push(step)
        if (step === 'written' && steps.length === 3) await foreign.write('b=foreign\n', 4)
      },
    })
    await writeFile(setup.file, 'a=1\nb=1\n')
    const foreign = await open(setup.file, 'r+')
    const plan = value(await setup.files.plan('set', [setLine(setup.file, 'a', '2')]))
    expect(value(await setup.files.apply(plan)).rebased).toBe(true)
    await foreign.close()
    expect(await readFile(setup.file, 'utf8')).toBe('a=2\nb=foreign\n')
    expect(await setup.history.list()).toHaveLength(1)
  })

  it('into the old file, what we edit: its write stays and ours is refused', async () => {
    let first = true
    const setup = await sandbox({
      onStep: async (step) => {
        if (step === 'written' && first) await foreign.write('a=7\n', 0)
        if (step === 'written') first = false
      },
    })
    await writeFile(setup.file, 'a=1\nb=1\n')
    const foreign = await open(setup.file, 'r+')
    const plan = value(await setup.files.plan('set', [setLine(setup.file, 'a', '2')]))
    expect(codeOf(await setup.files.apply(plan))).toBe('FileChanged')
    await foreign.close()
    expect(await readFile(setup.file, 'utf8')).toBe('a=7\nb=1\n')
    expect(await setup.history.list()).toEqual([])
  })

  it('between the backup and the rename', async () => {
    let first = true
    const setup = await sandbox({
      onStep: async (step) => {
        if (step === 'recorded' && first) {
          first = false
          await appendFile(setup.file, 'c=foreign\n')
        }
      },
    })
    await writeFile(setup.file, 'a=1\n')
    const plan = value(await setup.files.plan('set', [setLine(setup.file, 'a', '2')]))
    expect(value(await setup.files.apply(plan)).rebased).toBe(true)
    expect(await readFile(setup.file, 'utf8')).toBe('a=2\nc=foreign\n')
  })

  it.each([
    ['appends right after the rename', 'a=2\nc=foreign\n', 'a=2\nc=foreign\n', 'no error', 1],
    [
      'writes back a stale copy right after the rename',
      'a=1\nc=foreign\n',
      'a=2\nc=foreign\n',
      'no error',
      2,
    ],
    ['overwrites what we edit right after the rename', 'a=9\n', 'a=9\n', 'FileChanged', 1],
  ])('%s', async (_, foreign, expected, code, entries) => {
    let first = true
    const fs: FilePort = {
      ...nodeFilePort,
      rename: async (from, to) => {
        await nodeFilePort.rename(from, to)
        if (first) await writeFile(to, foreign)
        first = false
      },
    }
    const { files, file, history } = await sandbox({ fs })
    await writeFile(file, 'a=1\n')
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    expect(codeOf(await files.apply(plan))).toBe(code)
    expect(await readFile(file, 'utf8')).toBe(expected)
    expect(await history.list()).toHaveLength(entries)
  })

  it('creates the file that we are about to create', async () => {
    let first = true
    const setup = await sandbox({
      onStep: async (step) => {
        if (step !== 'recorded' || !first) return
        first = false
        await writeFile(setup.file, 'b=foreign\n')
      },
    })
    const plan = value(await setup.files.plan('new', [setLine(setup.file, 'a', '1')]))
    expect(value(await setup.files.apply(plan)).rebased).toBe(true)
    expect(await readFile(setup.file, 'utf8')).toBe('b=foreign\na=1\n')
  })

  it('replaces the file by a rename of its own', async () => {
    let first = true
    const setup = await sandbox({
      onStep: async (step) => {
        if (step !== 'recorded' || !first) return
        first = false
        await writeFile(`${setup.file}.vim`, 'a=1\nb=vim\n')
        await rename(`${setup.file}.vim`, setup.file)
      },
    })
    await writeFile(setup.file, 'a=1\n')
    const plan = value(await setup.files.plan('set', [setLine(setup.file, 'a', '2')]))
    expect(value(await setup.files.apply(plan)).rebased).toBe(true)
    expect(await readFile(setup.file, 'utf8')).toBe('a=2\nb=vim\n')
  })

  it('never stops: gives up with FileBusy and leaves the last foreign content', async () => {
    let count = 0
    const setup = await sandbox({
      onStep: async (step) => {
        if (step === 'recorded') await writeFile(setup.file, `a=1\nn=${count++}\n`)
      },
    })
    await writeFile(setup.file, 'a=1\n')
    const plan = value(await setup.files.plan('set', [setLine(setup.file, 'a', '2')]))
    expect(codeOf(await setup.files.apply(plan))).toBe('FileBusy')
    expect(await readFile(setup.file, 'utf8')).toBe(`a=1\nn=${count - 1}\n`)
    expect(await withoutState(setup.root)).toEqual(['file'])
  })
})

describe('the system fails', () => {
  it.each([
    ['rename', 'EIO', 'WriteFailed'],
    ['rename', 'ENOSPC', 'DiskFull'],
    ['open', 'EMFILE', 'WriteFailed'],
    ['open', 'ENOSPC', 'DiskFull'],
  ] as const)('%s answers %s: %s, the file as it was, nothing left behind', async (call, code, expected) => {
    let armed = false
    const fs: FilePort = {
      ...nodeFilePort,
      rename: async (from, to) => {
        if (armed && call === 'rename') throw systemError(code)
        return nodeFilePort.rename(from, to)
      },
      open: async (file, flags, mode) => {
        if (armed && call === 'open' && String(file).endsWith('.tmp')) throw systemError(code)
        return nodeFilePort.open(file, flags, mode)
      },
    }
    const { files, file, history, root } = await sandbox({ fs })
    await writeFile(file, 'a=1\n')
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    armed = true
    expect(codeOf(await files.apply(plan))).toBe(expected)
    expect(await readFile(file, 'utf8')).toBe('a=1\n')
    expect(await withoutState(root)).toEqual(['file'])
    expect(await history.list()).toEqual([])
    armed = false
    value(await files.apply(plan))
    expect(await readFile(file, 'utf8')).toBe('a=2\n')
  })

  it('writes in small pieces: all of them are written', async () => {
    const fs: FilePort = {
      ...nodeFilePort,
      open: async (file, flags, mode) => {
        const handle = await nodeFilePort.open(file, flags, mode)
        const write = handle.write.bind(handle) as (...args: unknown[]) => Promise<unknown>
        const short = (bytes: Uint8Array, offset: number, length: number, position: number) =>
          write(bytes, offset, Math.min(length, 7), position)
        return Object.assign(handle, { write: short })
      },
    }
    const { files, file } = await sandbox({ fs })
    await writeFile(file, 'old\n')
    value(await files.apply(value(await files.plan('all', [replaceWith(file, 'x'.repeat(1000))]))))
    expect(await readFile(file, 'utf8')).toBe('x'.repeat(1000))
  })

  it('tries again when the file is busy for a moment', async () => {
    let refusals = 2
    const fs: FilePort = {
      ...nodeFilePort,
      rename: async (from, to) => {
        if (refusals-- > 0) throw systemError('EBUSY')
        return nodeFilePort.rename(from, to)
      },
    }
    const { files, file } = await sandbox({ fs })
    await writeFile(file, 'a=1\n')
    const inode = (await stat(file)).ino
    value(await files.apply(value(await files.plan('set', [setLine(file, 'a', '2')]))))
    expect(await readFile(file, 'utf8')).toBe('a=2\n')
    expect((await stat(file)).ino).not.toBe(inode)
  })

  it('fails on the second of two files: the first is put back', async () => {
    const fs: FilePort = {
      ...nodeFilePort,
      rename: async (from, to) => {
        if (String(to).endsWith('second')) throw systemError('EIO')
        return nodeFilePort.rename(from, to)
      },
    }
    const { files, root, history } = await sandbox({ fs })
    const [first, second] = [path.join(root, 'first'), path.join(root, 'second')]
    await writeFile(first, 'a=1\n')
    await writeFile(second, 'a=1\n')
    const plan = value(await files.plan('both', [setLine(first, 'a', '2'), setLine(second, 'a', '2')]))
    expect(codeOf(await files.apply(plan))).toBe('WriteFailed')
    expect(await readFile(first, 'utf8')).toBe('a=1\n')
    expect(await readFile(second, 'utf8')).toBe('a=1\n')
    expect(await history.list()).toEqual([])
    expect(await withoutState(root)).toEqual(['first', 'second'])
  })
})

describe('leftovers and locks', () => {
  it('removes the temporary file of a killed writer of this file, and no other', async () => {
    const { files, file, root } = await sandbox()
    await writeFile(file, 'a=1\n')
    let name = ''
    const spy: FilePort = {
      ...nodeFilePort,
      open: async (temp, flags, mode) => {
        if (String(temp).endsWith('.tmp')) name = path.basename(String(temp))
        return nodeFilePort.open(temp, flags, mode)
      },
    }
    const watched = await sandbox({ fs: spy })
    await writeFile(watched.file, 'a=1\n')
    value(
      await watched.files.apply(value(await watched.files.plan('set', [setLine(watched.file, 'a', '2')]))),
    )
    expect(name).toMatch(/^\.stackpass-[0-9a-f]{8}-\d+-[0-9a-f]{8}-[0-9a-f]{32}\.tmp$/)
    const dead = name.replace(`-${process.pid}-`, '-4194304-')
    const others = dead.replace(/^\.stackpass-[0-9a-f]{8}/, '.stackpass-00000000')
    for (const leftover of [dead, name, others]) await writeFile(path.join(root, leftover), 'secret')
    value(await files.apply(value(await files.plan('set', [setLine(file, 'a', '2')]))))
    expect(await withoutState(root)).toEqual([name, others, 'file'].sort())
  })

  it('answers FileBusy when the lock is held too long, and leaves no lock beside the file', async () => {
    const { files, file, root, options } = await sandbox()
    await writeFile(file, 'a=1\n')
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    const held = await takeLock({ locksDir: options.locksDir, key: file, label: 'file', timeout: 1000 })
    expect(await withoutState(root)).toEqual(['file'])
    expect(codeOf(await files.apply(plan, { lockTimeout: 150 }))).toBe('FileBusy')
    expect(await readFile(file, 'utf8')).toBe('a=1\n')
    await held.release()
    value(await files.apply(plan))
  })

  it('takes over the lock of a killed holder at once', async () => {
    const { files, file, options } = await sandbox()
    await writeFile(file, 'a=1\n')
    const held = await takeLock({ locksDir: options.locksDir, key: file, label: 'file', timeout: 1000 })
    const [name] = (await listing(options.locksDir)).filter((entry) => entry.endsWith('.lock'))
    const lock = path.join(options.locksDir, name!)
    const owner = await readFile(path.join(lock, 'owner.json'), 'utf8')
    await held.release()
    await mkdir(lock)
    const dead = owner.replace(`"pid":${process.pid}`, '"pid":4194304')
    await writeFile(path.join(lock, 'owner.json'), dead)
    // Waiting for a lock of an unreachable owner would take longer than this write waits, and give FileBusy.
    value(await files.apply(value(await files.plan('set', [setLine(file, 'a', '2')]))))
    expect(await listing(options.locksDir)).toEqual([])
  })

  it('writes nothing once the lock is lost', async () => {
    const setup = await sandbox({
      onStep: async (step) => {
        if (step !== 'recorded') return
        for (const entry of await listing(setup.options.locksDir)) {
          if (entry.endsWith('owner.json')) await unlink(path.join(setup.options.locksDir, entry))
        }
        const [lock] = await listing(setup.options.locksDir)
        await nodeFilePort.rmdir(path.join(setup.options.locksDir, lock!))
      },
    })
    await writeFile(setup.file, 'a=1\n')
    const plan = value(await setup.files.plan('set', [setLine(setup.file, 'a', '2')]))
    expect(codeOf(await setup.files.apply(plan))).toBe('FileBusy')
    expect(await readFile(setup.file, 'utf8')).toBe('a=1\n')
  })

  it('keeps every edit of writers in one process', async () => {
    const { files, file } = await sandbox()
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`)
    const results = await Promise.all(
      keys.map(async (key) =>
        files.apply(value(await files.plan(key, [setLine(file, key, '1')])), { lockTimeout: patience.wait }),
      ),
    )
    expect(results.map(codeOf)).toEqual(keys.map(() => 'no error'))
    expect((await readFile(file, 'utf8')).split('\n').sort().filter(Boolean)).toEqual(
      keys.map((k) => `${k}=1`).sort(),
    )
  })
})
