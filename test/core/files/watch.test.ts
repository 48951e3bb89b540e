import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createOwnWrites } from '../../../core/files/own-writes.ts'
import { watchFiles, type FileWatch, type WatchOptions } from '../../../core/files/watch.ts'
import { listing, sandbox, setLine, value } from './sandbox.ts'
import { leaveTime } from '../../patience.ts'

const open: FileWatch[] = []

afterEach(async () => {
  for (const watch of open.splice(0)) await watch.close()
})

/** Watches, and returns a function that waits for the next report, and one that fails if there is one. */
async function watching(files: readonly string[], options: WatchOptions = {}) {
  const reports: (readonly string[])[] = []
  let wake: (() => void) | undefined
  const watch = watchFiles(
    files,
    (changed) => {
      reports.push(changed)
      wake?.()
    },
    options,
  )
  open.push(watch)
  await watch.ready
  const next = async () => {
    while (reports.length === 0) await new Promise<void>((resolve) => (wake = resolve))
    return { changed: reports.shift()! }
  }
  const silence = async (time = 400) => {
    await leaveTime(time)
    expect(reports).toEqual([])
  }
  return { next, silence }
}

describe('watchFiles', () => {
  it('reports a write, a rename into place, a removal and a return', async () => {
    const { file, root } = await sandbox()
    await writeFile(file, '1')
    const { next } = await watching([file])
    for (const change of [
      () => writeFile(file, '2'),
      async () => {
        await writeFile(path.join(root, 'temp'), '3')
        await rename(path.join(root, 'temp'), file)
      },
      async () => {
        await writeFile(path.join(root, 'temp'), '4')
        await rename(path.join(root, 'temp'), file)
      },
      () => rm(file),
      () => writeFile(file, '5'),
      () => writeFile(file, '6'),
    ]) {
      await change()
      expect((await next()).changed).toEqual([file])
    }
  })

  it('reports a file created in folders that did not exist, and creates none', async () => {
    const { root } = await sandbox()
    const file = path.join(root, 'one', 'two', 'file')
    const { next } = await watching([file])
    expect(await listing(root)).toEqual([])
    await mkdir(path.join(root, 'one'))
    await leaveTime(150)
    await mkdir(path.join(root, 'one', 'two'))
    await leaveTime(150)
    await writeFile(file, '1')
    expect((await next()).changed).toEqual([file])
    await writeFile(file, '2')
    expect((await next()).changed).toEqual([file])
    await rm(path.join(root, 'one'), { recursive: true })
    expect((await next()).changed).toEqual([file])
    await mkdir(path.join(root, 'one', 'two'), { recursive: true })
    await writeFile(file, '3')
    expect((await next()).changed).toEqual([file])
    await leaveTime(200)
    await writeFile(file, '4')
    expect((await next()).changed).toEqual([file])
    await rm(path.join(root, 'one'), { recursive: true })
    expect((await next()).changed).toEqual([file])
    await leaveTime(200)
    await mkdir(path.join(root, 'one', 'two'), { recursive: true })
    await leaveTime(200)
    await writeFile(file, '5')
    expect((await next()).changed).toEqual([file])
  })

  it('follows links: to another target, and a change in the target', async () => {
    const { root } = await sandbox()
    await mkdir(path.join(root, 'dotfiles'))
    await writeFile(path.join(root, 'dotfiles', 'a'), '1')
    await writeFile(path.join(root, 'dotfiles', 'b'), '2')
    const link = path.join(root, 'link')
    await symlink('dotfiles/a', link)
    const { next } = await watching([link])
    await writeFile(path.join(root, 'dotfiles', 'a'), '1 changed')
    expect((await next()).changed).toEqual([link])
    await symlink('dotfiles/b', path.join(root, 'temp'))
    await rename(path.join(root, 'temp'), link)
    expect((await next()).changed).toEqual([link])
    await writeFile(path.join(root, 'dotfiles', 'b'), '2 changed')
    expect((await next()).changed).toEqual([link])
  })

  it('says nothing of other files, of the same content again, and of a change of the mode', async () => {
    const { file, root } = await sandbox()
    await writeFile(file, '1')
    const { silence } = await watching([file])
    await writeFile(path.join(root, 'other'), '1')
    await writeFile(file, '1')
    await chmod(file, 0o644)
    await silence()
  })

  it('says nothing of our own writes, but of the same content written by another later', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, 'a=1\n')
    const { next, silence } = await watching([setup.file], { ownWrites: setup.ownWrites })
    const plan = value(await setup.files.plan('set', [setLine(setup.file, 'a', '2')]))
    value(await setup.files.apply(plan))
    await silence()
    await writeFile(setup.file, 'a=3\n')
    await next()
    await writeFile(setup.file, 'a=2\n')
    await next()
  })

  it('reports many files together', async () => {
    const { root } = await sandbox()
    const files = ['a', 'b', 'c'].map((name) => path.join(root, name))
    const { next, silence } = await watching(files, { debounce: 1_500 })
    for (const file of files) await writeFile(file, '1')
    expect((await next()).changed).toEqual(files)
    await silence(2_000)
  })
})

describe('own writes', () => {
  it('count once, settle earlier ones, and run out', () => {
    let now = 0
    const own = createOwnWrites(() => now)
    own.note('/f', 'a')
    own.note('/f', 'b')
    expect(own.take('/g', 'a')).toBe(false)
    expect(own.take('/f', 'b')).toBe(true)
    expect(own.take('/f', 'a')).toBe(false)
    own.note('/f', undefined)
    expect(own.take('/f', undefined)).toBe(true)
    own.note('/f', 'c')
    now = 6_000
    expect(own.take('/f', 'c')).toBe(false)
  })
})
