import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Surroundings } from '../../../core/stacks/load-project.ts'
import { createReaderInThreads } from '../../../core/stacks/worker/reader-in-threads.ts'
import { createThreadPool, type PoolOptions } from '../../../core/stacks/worker/thread-pool.ts'

/** Behaves like our threads, but never returns from a file called slow, and crashes on one called broken. */
const stand = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', ({ kind, input }) => {
    const path = input.path ?? input.found?.folder ?? input.folder
    if (input.slow.size > 0) return parentPort.postMessage({ output: kind === 'load' ? { found: input.found, stacks: [] } : undefined })
    parentPort.postMessage({ at: path + '/Pulumi.dev.yaml' })
    if (path.includes('slow')) for (;;);
    if (path.includes('broken')) process.exit(1)
    if (path.includes('bug')) return parentPort.postMessage({ failed: 'a bug' })
    parentPort.postMessage({ output: path })
  })
`

function poolOf(more: PoolOptions = {}) {
  const pool = createThreadPool({ start: () => new Worker(stand, { eval: true }), limit: 200, ...more })
  onTestFinished(() => pool.close())
  return pool
}

const job = (path: string) => ({ path, slow: new Map<string, string>() })

describe('threads that read', () => {
  it('end with the file that runs over its time or breaks them, and others go on', async () => {
    const pool = poolOf()
    const outcomes = ['a', 'slow', 'b', 'broken', 'c'].map((path) => pool.run('state', job(path)))
    expect(await Promise.all(outcomes)).toEqual([
      { output: 'a' },
      { overran: 'slow/Pulumi.dev.yaml' },
      { output: 'b' },
      { overran: 'broken/Pulumi.dev.yaml' },
      { output: 'c' },
    ])
  })

  it('tell a bug from a slow file', async () => {
    const pool = poolOf()
    await expect(pool.run('state', job('bug'))).rejects.toThrow('a bug')
    expect(await pool.run('state', job('a'))).toEqual({ output: 'a' })
  })

  it('say when none can be had, whether it cannot start or ends at once', async () => {
    const cannot = poolOf({
      start: () => {
        throw new Error('no threads here')
      },
    })
    expect(await cannot.run('state', job('a'))).toEqual({ unavailable: 'no threads here' })
    const ends = poolOf({ start: () => new Worker('process.exit(1)', { eval: true }) })
    expect(await ends.run('state', job('a'))).toHaveProperty('unavailable')
  })

  it('leave nobody waiting when they are closed', async () => {
    const pool = poolOf({ limit: 60_000 })
    const waiting = [pool.run('state', job('slow')), pool.run('state', job('a'))]
    pool.close()
    for (const outcome of await Promise.all(waiting)) expect(outcome).toHaveProperty('unavailable')
  })
})

describe('a reader in threads', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stackpass-slow-'))
    writeFileSync(join(folder, 'Pulumi.yaml'), 'name: shop\nruntime: go\n')
    writeFileSync(join(folder, 'Pulumi.dev.yaml'), 'config: {}\n')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const surroundings: Surroundings = {
    environment: {},
    homeDir: '/nowhere',
    lookAtProgram: () => Promise.resolve({ aws: undefined, refused: [], ownProviders: [] }),
  }

  it('passes by a slow file the next time, and names it in the project', async () => {
    const reader = createReaderInThreads(surroundings, () => undefined, poolOf())
    const found = {
      ...{ folder, projectFile: join(folder, 'Pulumi.yaml'), fileName: 'Pulumi.yaml', name: 'shop' },
      ...{ runtime: 'go', content: undefined, stackConfigDir: undefined, configFolder: folder },
      ...{ backendUrl: undefined, stacks: [], ambiguous: [], ignored: [], problem: undefined },
    }
    expect(await reader.load(found)).toMatchObject({ tooSlow: [join(folder, 'Pulumi.dev.yaml')] })
  })

  it('reads here, and says so once, where threads cannot be had', async () => {
    const told: string[] = []
    const pool = poolOf({
      start: () => {
        throw new Error('no threads here')
      },
    })
    const reader = createReaderInThreads(surroundings, (reason) => told.push(reason), pool)
    const found = await reader.find(folder)
    expect(found).toMatchObject({ name: 'shop' })
    expect((await reader.load(found!)).stacks.map(({ name }) => name)).toEqual(['dev'])
    expect(told).toEqual(['no threads here'])
  })

  it('reads in real threads what it reads here', async () => {
    const pool = createThreadPool()
    onTestFinished(() => pool.close())
    const told: string[] = []
    const reader = createReaderInThreads(surroundings, (reason) => told.push(reason), pool)
    const found = await reader.find(folder)
    const loaded = await reader.load(found!)
    const again = await reader.load(found!, loaded)
    expect(loaded.stacks[0]).toMatchObject({ name: 'dev', content: { exists: true, error: undefined } })
    expect(again.stacks[0]?.content).toBe(loaded.stacks[0]?.content)
    expect(told).toEqual([])
  })
})
