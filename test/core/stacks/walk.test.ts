import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { discoverProjects } from '../../../core/stacks/discovery.ts'

let root: string

/** 3,000 folders in a chain of fans, deeper than one batch of a thread reaches. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'walk-'))
  let at = root
  for (let level = 0; level < 30; level++) {
    for (let index = 0; index < 100; index++) {
      const folder = join(at, `f${index}`)
      mkdirSync(folder)
      if (index % 50 !== 0) continue
      writeFileSync(join(folder, 'Pulumi.yaml'), `name: p${level}-${index}\nruntime: go\n`)
      writeFileSync(join(folder, 'Pulumi.dev.yaml'), '')
    }
    at = join(at, 'f99')
  }
  const linked = join(root, 'f1', 'linked')
  mkdirSync(linked)
  symlinkSync(join(root, 'f0', 'Pulumi.yaml'), join(linked, 'Pulumi.yaml'))
  symlinkSync(join(root, 'f0'), join(root, 'f2', 'loop'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function seen(result: Awaited<ReturnType<typeof discoverProjects>>): string[] {
  return result.projects.map(
    ({ folder, name, stacks }) => `${folder} ${name} ${stacks.map((stack) => stack.name)}`,
  )
}

describe('a walk in threads', () => {
  test('finds what the walk without threads finds', async () => {
    const here = await discoverProjects([root], { limits: { threadsAfter: Infinity } })
    const threads = await discoverProjects([root], { limits: { threadsAfter: 0 } })
    const both = await discoverProjects([root], { limits: { threadsAfter: 250 } })
    expect(here.projects).toHaveLength(61)
    expect(here.folders).toBe(3_002)
    for (const other of [threads, both]) {
      expect(seen(other)).toEqual(seen(here))
      expect(other).toMatchObject({
        folders: here.folders,
        unreadable: 0,
        truncated: false,
        cancelled: false,
      })
    }
  })

  test('keeps to its limits', async () => {
    const few = await discoverProjects([root], { limits: { threadsAfter: 0, folders: 1_000 } })
    expect(few).toMatchObject({ folders: 1_000, truncated: true })
    const flat = await discoverProjects([root], { limits: { threadsAfter: 0, depth: 2 } })
    expect(flat.truncated).toBe(true)
    expect(flat.folders).toBeLessThan(300)
  })

  test('ends when told to, and counts what cannot be read', async () => {
    const control = new AbortController()
    const stopped = await discoverProjects([root, join(root, 'none')], {
      limits: { threadsAfter: 0 },
      signal: control.signal,
      onProject: () => control.abort(),
    })
    expect(stopped.cancelled).toBe(true)
    const missing = await discoverProjects([join(root, 'none')], { limits: { threadsAfter: 0 } })
    expect(missing).toMatchObject({ unreadable: 1, projects: [] })
  })
})
