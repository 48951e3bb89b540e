import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { discoverProjects } from '../../../core/stacks/discovery.ts'

/** A thread that dies on its first work. */
class EndingThread extends EventEmitter {
  unref(): void {}
  postMessage(): void {
    setImmediate(() => this.emit('exit', 1))
  }
  terminate(): Promise<number> {
    return Promise.resolve(1)
  }
}

vi.mock('../../../core/stacks/worker/start-worker.ts', () => ({ startWorker: () => new EndingThread() }))

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'walk-'))
  for (const name of ['a', 'a/b', 'c', 'node_modules', 'node_modules/x']) {
    mkdirSync(join(root, name))
    writeFileSync(join(root, name, 'Pulumi.yaml'), `name: p-${name.length}\nruntime: go\n`)
  }
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test.each([0, 2])('what threads do not open is opened here, after %i folders', async (threadsAfter) => {
  const result = await discoverProjects([root], { limits: { threadsAfter } })
  expect(result.projects.map(({ folder }) => folder)).toEqual(
    ['a', 'a/b', 'c'].map((name) => join(root, name)),
  )
  expect(result).toMatchObject({ folders: 4, unreadable: 0, truncated: false, cancelled: false })
})
