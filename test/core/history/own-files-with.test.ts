import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { bytesOf, readingInTurn, sizeOf } from '../../../core/history/own-files-with.ts'

it('reads one file after the other as each is, whatever came before it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'stackpass-in-turn-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const sizes = [0, 5, 70_000, 3, 0, 300_000, 299_999, 1]
  const files = sizes.map((size, index) => path.join(folder, `${index}-${size}`))
  for (const [index, file] of files.entries())
    await writeFile(file, Buffer.alloc(sizes[index]!, `text ${index} `))
  const read = readingInTurn()
  for (const file of [...files, path.join(folder, 'missing'), folder, ...files.toReversed()]) {
    const bytes = await read(file)
    const whole = await bytesOf(file)
    expect(bytes === undefined).toBe(whole === undefined)
    if (bytes !== undefined && whole !== undefined) expect(Buffer.compare(bytes, whole)).toBe(0)
  }
  expect(await Promise.all(files.map(sizeOf))).toEqual(sizes)
  expect(await sizeOf(path.join(folder, 'missing'))).toBeUndefined()
})

it('keeps no memory for each file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'stackpass-in-turn-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const files = [1, 2, 3].map((index) => path.join(folder, String(index)))
  for (const file of files) await writeFile(file, Buffer.alloc(50_000, file))
  const read = readingInTurn()
  const memories = new Set<ArrayBufferLike | undefined>()
  for (const file of files) memories.add((await read(file))?.buffer)
  expect(memories.size).toBe(1)
})
