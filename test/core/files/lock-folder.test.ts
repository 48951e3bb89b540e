import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { makeLockFolder } from '../../../core/state/lock-folder.ts'
import { until } from '../../patience.ts'

async function place(): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'stackpass-lock-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  return path.join(root, 'a.lock')
}

it('is taken once, and again after it was given back', async () => {
  const folder = await place()
  const lock = await makeLockFolder(folder)
  expect(lock?.isLost()).toBe(false)
  expect(await makeLockFolder(folder)).toBeUndefined()
  expect(await readdir(path.dirname(folder))).toEqual(['a.lock'])
  await lock?.release()
  expect(await readdir(path.dirname(folder))).toEqual([])
  const next = await makeLockFolder(folder)
  expect(next).toBeDefined()
  await next?.release()
})

it('is touched again and again while it is held', async () => {
  const folder = await place()
  const lock = await makeLockFolder(folder)
  await utimes(folder, 1, 1)
  await until(async () => expect((await stat(folder)).mtimeMs).toBeGreaterThan(1_000))
  await lock?.release()
})

it('is lost when another took it, which keeps it', async () => {
  const folder = await place()
  const lock = await makeLockFolder(folder)
  await rm(folder, { recursive: true })
  expect(lock?.isLost()).toBe(true)
  const next = await makeLockFolder(folder)
  const owner = await readFile(path.join(folder, 'owner.json'), 'utf8')
  await lock?.release()
  expect(lock?.isLost()).toBe(true)
  expect(next?.isLost()).toBe(false)
  expect(await readFile(path.join(folder, 'owner.json'), 'utf8')).toBe(owner)
  await next?.release()
})

it.each([
  ['process.exit(0)', 0],
  ['throw new Error("a bug")', 1],
])('goes with a process that ends by itself: %s', async (end, code) => {
  const folder = await place()
  const script = path.join(path.dirname(folder), 'child.mts')
  const module = pathToFileURL(path.join(import.meta.dirname, '../../../core/state/lock-folder.ts')).href
  await writeFile(
    script,
    `import { existsSync } from 'node:fs'
const { makeLockFolder } = await import(${JSON.stringify(module)})
await makeLockFolder(${JSON.stringify(folder)})
console.log(existsSync(${JSON.stringify(path.join(folder, 'owner.json'))}))
${end}
export {}
`,
  )
  const loader = import.meta.resolve('tsx')
  const ended = spawnSync(process.execPath, ['--import', loader, script], { encoding: 'utf8' })
  expect({ code: ended.status, out: ended.stdout }).toEqual({ code, out: 'true\n' })
  expect(await readdir(path.dirname(folder))).toEqual(['child.mts'])
})
