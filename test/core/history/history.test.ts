import { chmod, lstat, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createFilesAndHistory } from '../../../core/history/files-and-history.ts'
import { nodeFilePort } from '../../../core/system/node-file-port.ts'
import { codeOf, edited, listing, replaceWith, sandbox, setLine, textOf, value } from '../files/sandbox.ts'
import { buildSplices } from './random-edit.ts'

type Setup = Awaited<ReturnType<typeof sandbox>>

const set = async ({ files, file }: Setup, key: string, to: string) =>
  value(await files.apply(value(await files.plan(`Set ${key}`, [setLine(file, key, to)])))).historyId

const undo = async ({ files, history }: Setup, id: string) =>
  value(await files.apply(value(await history.planUndo(id)))).historyId

describe('what is recorded', () => {
  it('one entry a write, newest first, with paging', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, 'a=1\n')
    const ids = [await set(setup, 'a', '2'), await set(setup, 'b', '1'), await set(setup, 'a', '3')]
    const all = await setup.history.list()
    expect(all.map((entry) => entry.id)).toEqual(ids.toReversed())
    expect(all[2]).toMatchObject({
      summary: 'Set a',
      files: [{ label: '~/file', path: setup.file, added: 1, removed: 1 }],
      undone: false,
      canUndo: true,
    })
    expect((await setup.history.list({ limit: 1 })).map((entry) => entry.id)).toEqual([ids[2]])
    const older = await setup.history.list({ limit: 1, before: ids[2]! })
    expect(older.map((entry) => entry.id)).toEqual([ids[1]])
    expect(value(await setup.history.show(ids[1]!)).diffs[0]).toMatchObject({ added: 1, removed: 0 })
    expect(codeOf(await setup.history.show('12345678901234567-00000000'))).toBe('HistoryNotFound')
    expect(codeOf(await setup.history.show('../../etc/passwd'))).toBe('HistoryNotFound')
  })

  it('files 0600 in folders 0700, equal contents once, and no secret outside of the backups', async () => {
    const secretValue = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
    const masker = (bytes: Uint8Array) =>
      [
        ...Buffer.from(bytes)
          .toString('latin1')
          .matchAll(/^secret=(.*)$/gm),
      ].map((match) => ({
        start: match.index + 7,
        end: match.index + match[0].length,
      }))
    const setup = await sandbox({ maskers: new Map([['lines', masker]]) })
    await writeFile(setup.file, 'a=1\nsecret=short\n')
    await set(setup, 'secret', secretValue)
    await set(setup, 'secret', 'short')
    await set(setup, 'secret', secretValue)
    const blobs = path.join(setup.options.historyDir, 'blobs')
    expect(await readdir(blobs)).toHaveLength(2)
    for (const name of await listing(setup.state)) {
      const stats = await lstat(path.join(setup.state, name))
      expect([name, stats.mode & 0o777]).toEqual([name, stats.isDirectory() ? 0o700 : 0o600])
      if (stats.isFile() && !name.includes('blobs')) {
        const text = await readFile(path.join(setup.state, name), 'utf8')
        expect(text).not.toContain(secretValue)
        expect(text).not.toContain('short')
        if (name.includes('diffs')) expect(text).toContain('••••••••')
      }
    }
    const plan = value(await setup.history.planUndo((await setup.history.list())[0]!.id))
    expect(JSON.stringify(plan.files[0]?.diff)).not.toContain(secretValue)
    expect(JSON.stringify(plan.files[0]?.diff)).toContain('secret=••••••••')
  })

  it('in the order of the writes when the clock goes back, so that the newest is not the first to go', async () => {
    const setup = await sandbox()
    const clock = vi.spyOn(performance, 'now')
    onTestFinished(() => clock.mockRestore())
    const real = performance.now()
    clock.mockImplementation(() => real + 365 * 86_400_000)
    for (let index = 0; index < 31; index++) await set(setup, 'a', String(index))
    clock.mockRestore()
    // As another process, which has not issued those ids.
    vi.resetModules()
    const another = await import('../../../core/history/files-and-history.ts')
    const later = { ...setup, ...another.createFilesAndHistory(setup.options) }
    const id = await set(later, 'a', 'x')
    expect((await later.history.list())[0]?.id).toBe(id)
    await undo(later, id)
    expect(await readFile(setup.file, 'utf8')).toBe('a=30\n')
  })

  it('no content of a write that did not take place', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, 'a=1\n')
    const failing = {
      ...setup,
      ...createFilesAndHistory({
        ...setup.options,
        fs: { ...nodeFilePort, rename: () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })) },
      }),
    }
    await set(setup, 'a', '2')
    const blobs = path.join(setup.options.historyDir, 'blobs')
    const before = await readdir(blobs)
    const plan = value(await failing.files.plan('Set a', [setLine(setup.file, 'a', 'secret')]))
    expect(codeOf(await failing.files.apply(plan))).toBe('DiskFull')
    expect(await readdir(blobs)).toEqual(before)
    expect(await readFile(setup.file, 'utf8')).toBe('a=2\n')
  })

  it('30 entries a file and 30 days, and only the backups of those', async () => {
    let days = 0
    const setup = await sandbox({ now: () => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000) })
    const other = { ...setup, file: path.join(setup.root, 'other') }
    await set(other, 'a', '1')
    for (let index = 0; index < 33; index++) await set(setup, 'a', String(index))
    const entries = await setup.history.list({ limit: 500 })
    expect(entries).toHaveLength(31)
    expect(entries.at(-1)?.files[0]?.path).toBe(other.file)
    const blobs = path.join(setup.options.historyDir, 'blobs')
    expect(await readdir(blobs)).toHaveLength(31 + 1)
    days = 31
    await set(setup, 'a', 'new')
    expect(await setup.history.list()).toHaveLength(1)
    expect(await readdir(blobs)).toHaveLength(2)
  })
})

describe('undo', () => {
  it('gives back the bytes and the mode, and is itself undone', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, 'a=1\n')
    await chmod(setup.file, 0o640)
    const id = await set(setup, 'a', '2')
    const back = await undo(setup, id)
    expect(await readFile(setup.file, 'utf8')).toBe('a=1\n')
    expect((await stat(setup.file)).mode & 0o777).toBe(0o640)
    expect(
      (await setup.history.list()).map(({ id: entry, undone, undoes }) => [entry, undone, undoes]),
    ).toEqual([
      [back, false, id],
      [id, true, undefined],
    ])
    expect(codeOf(await setup.history.planUndo(id))).toBe('NothingToChange')
    await undo(setup, back)
    expect(await readFile(setup.file, 'utf8')).toBe('a=2\n')
    expect((await setup.history.list()).map(({ undone }) => undone)).toEqual([false, true, false])
  })

  it('undoes one write and leaves later ones', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, 'a=1\n\nb=1\n\nc=1\n')
    const id = await set(setup, 'a', '2')
    await set(setup, 'c', '2')
    await writeFile(setup.file, `# by hand\n\n${await readFile(setup.file, 'utf8')}`)
    const plan = value(await setup.history.planUndo(id))
    expect(plan.files[0]?.diff).toMatchObject({ added: 1, removed: 1 })
    value(await setup.files.apply(plan))
    expect(await readFile(setup.file, 'utf8')).toBe('# by hand\n\na=1\n\nb=1\n\nc=2\n')
  })

  it('refuses when the same lines changed since', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, 'a=1\nb=1\n')
    const id = await set(setup, 'a', '2')
    await set(setup, 'a', '3')
    expect(codeOf(await setup.history.planUndo(id))).toBe('FileChanged')
    await rm(setup.file)
    expect(codeOf(await setup.history.planUndo(id))).toBe('FileChanged')
  })

  it('removes a file that was created, and brings it back with its mode', async () => {
    const setup = await sandbox()
    const change = setLine(setup.file, 'a', '1', { newFileMode: 0o644 })
    const id = value(await setup.files.apply(value(await setup.files.plan('new', [change])))).historyId
    const back = await undo(setup, id)
    expect(await listing(setup.root)).not.toContain('file')
    await undo(setup, back)
    expect(await readFile(setup.file, 'utf8')).toBe('a=1\n')
    expect((await stat(setup.file)).mode & 0o777).toBe(0o644)
  })

  it('does not remove a created file into which something was written since', async () => {
    const setup = await sandbox()
    const id = await set(setup, 'a', '1')
    const plan = value(await setup.history.planUndo(id))
    await writeFile(setup.file, 'a=1\nb=by hand\n')
    expect(codeOf(await setup.files.apply(plan))).toBe('FileChanged')
    expect(codeOf(await setup.history.planUndo(id))).toBe('FileChanged')
    expect(await readFile(setup.file, 'utf8')).toBe('a=1\nb=by hand\n')
  })

  it('takes both files of a write back together', async () => {
    const setup = await sandbox()
    const other = path.join(setup.root, 'other')
    await writeFile(setup.file, 'a=1\n')
    const changes = [setLine(setup.file, 'a', '2'), setLine(other, 'a', '2')]
    const id = value(await setup.files.apply(value(await setup.files.plan('both', changes)))).historyId
    await undo(setup, id)
    expect(await readFile(setup.file, 'utf8')).toBe('a=1\n')
    expect(await listing(setup.root)).not.toContain('other')
  })

  it('says when the backup is gone or damaged', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, 'a=1\n')
    const id = await set(setup, 'a', '2')
    const blobs = path.join(setup.options.historyDir, 'blobs')
    for (const name of await readdir(blobs)) await writeFile(path.join(blobs, name), 'damaged')
    expect(codeOf(await setup.history.planUndo(id))).toBe('BackupMissing')
    for (const name of await readdir(blobs)) await rm(path.join(blobs, name))
    expect(codeOf(await setup.history.planRestore(id))).toBe('BackupMissing')
    expect((await setup.history.list())[0]?.canUndo).toBe(false)
  })

  it('any edit of any bytes, then undo: the same bytes and mode', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }).map((bytes) => bytes.map((byte) => (byte < 40 ? 10 : byte))),
        fc.array(fc.tuple(fc.nat(300), fc.nat(40), fc.uint8Array({ maxLength: 40 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.constantFrom(0o600, 0o644, 0o640, 0o755),
        async (bytes, cuts, mode) => {
          const setup = await sandbox()
          await writeFile(setup.file, bytes)
          await chmod(setup.file, mode)
          const change = replaceWith(setup.file, '', {
            edit: (old) => edited(old, buildSplices(bytes, cuts)),
          })
          const plan = value(await setup.files.plan('edit', [change]))
          if (plan.files.length === 0) return
          const id = value(await setup.files.apply(plan)).historyId
          expect(Buffer.compare(await readFile(setup.file), plan.files[0]!.after!)).toBe(0)
          await undo(setup, id)
          expect(Buffer.compare(await readFile(setup.file), bytes)).toBe(0)
          expect((await stat(setup.file)).mode & 0o7777).toBe(mode)
          await rm(setup.root, { recursive: true })
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('restore', () => {
  it('makes the whole file as it was, whatever happened since, and is undone', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, 'a=1\n')
    const id = await set(setup, 'a', '2')
    await writeFile(setup.file, 'something else\n')
    const plan = value(await setup.history.planRestore(id))
    const restored = value(await setup.files.apply(plan)).historyId
    expect(await readFile(setup.file, 'utf8')).toBe('a=1\n')
    await undo(setup, restored)
    expect(await readFile(setup.file, 'utf8')).toBe('something else\n')
    expect(codeOf(await setup.history.planRestore(id, '/other'))).toBe('BadInput')
  })

  it('refuses when the file changed after the diff was shown', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, 'a=1\n')
    const id = await set(setup, 'a', '2')
    const plan = value(await setup.history.planRestore(id, setup.file))
    await writeFile(setup.file, 'a=2\nb=by hand\n')
    expect(codeOf(await setup.files.apply(plan))).toBe('FileChanged')
  })
})

describe('a writer that was killed', () => {
  const leavePending = async (setup: Setup, step: 'recorded' | 'written') => {
    const killed = await sandbox({
      ...setup.options,
      onStep: (at) => {
        if (at === step) throw new Error('killed')
      },
    })
    const changes = [setLine(setup.file, 'a', '2')]
    await expect(killed.files.apply(value(await killed.files.plan('killed', changes)))).rejects.toThrow(
      'killed',
    )
    // What a killed process leaves: an unfinished entry of a process that no longer exists.
    const entries = path.join(setup.options.historyDir, 'entries')
    for (const name of await readdir(entries)) {
      const text = await readFile(path.join(entries, name), 'utf8')
      await writeFile(path.join(entries, name), text.replace(`"pid":${process.pid}`, '"pid":4194304'))
    }
  }

  it('before it changed anything: no entry', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, 'a=1\n')
    await leavePending(setup, 'recorded')
    expect(await setup.history.list()).toEqual([])
  })

  it('after it changed the file: an entry that can be undone', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, 'a=1\n')
    await leavePending(setup, 'recorded')
    await writeFile(setup.file, 'a=2\n')
    const [entry] = await setup.history.list()
    expect(entry).toMatchObject({ summary: 'killed', canUndo: true })
    const plan = value(await setup.history.planUndo(entry!.id))
    expect(textOf(plan.files[0]?.after)).toBe('a=1\n')
  })
})
