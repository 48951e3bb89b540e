import { chmod, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { codeOf, listing, sandbox, setLine, value } from './sandbox.ts'

/** More files than are written at once. */
const names = Array.from({ length: 40 }, (_, index) => `file-${String(index).padStart(2, '0')}`)

async function many() {
  const made = await sandbox()
  const files = names.map((name) => path.join(made.root, name))
  for (const file of files) await writeFile(file, 'a=1\n')
  const plan = value(
    await made.files.plan(
      'all',
      files.map((file) => setLine(file, 'a', '2')),
    ),
  )
  const texts = async () => new Set(await Promise.all(files.map((file) => readFile(file, 'utf8'))))
  /** Next to our own folder. */
  const left = async () => (await listing(made.root)).filter((name) => !name.startsWith('state'))
  return { ...made, paths: files, plan, texts, left }
}

it.each([0, 7, 20, 39])('puts all back when file %i of many cannot be written', async (index) => {
  const { files, history, paths, plan, texts, left, options } = await many()
  await chmod(paths[index]!, 0o444)
  expect(codeOf(await files.apply(plan))).toBe('FileReadOnly')
  expect(await texts()).toEqual(new Set(['a=1\n']))
  expect(await left()).toEqual(names)
  expect(await history.list()).toEqual([])
  expect(await listing(options.locksDir)).toEqual([])
})

it('tells of many files in the order of the plan, as one change, and takes them back', async () => {
  const { files, history, paths, plan, texts, left, options } = await many()
  const applied = value(await files.apply(plan))
  expect(applied.files.map((file) => file.path)).toEqual(paths)
  expect(await texts()).toEqual(new Set(['a=2\n']))
  expect(await history.list()).toHaveLength(1)
  value(await files.apply(value(await history.planUndo(applied.historyId))))
  expect(await texts()).toEqual(new Set(['a=1\n']))
  expect(await left()).toEqual(names)
  expect(await listing(options.locksDir)).toEqual([])
})

it('begins anew when another program wrote into one of many before it was replaced', async () => {
  const { files, paths, plan, texts } = await many()
  const late = paths[20]!
  await writeFile(late, 'a=1\nb=3\n')
  expect(value(await files.apply(plan)).rebased).toBe(true)
  expect(await readFile(late, 'utf8')).toBe('a=2\nb=3\n')
  expect(await texts()).toEqual(new Set(['a=2\n', 'a=2\nb=3\n']))
})
