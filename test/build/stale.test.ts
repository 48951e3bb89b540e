import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isStale, markBuilt, productFolder, sourceHash } from '../../build/sources.mjs'

let dist = ''
beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'stackpass-dist-'))
  await mkdir(productFolder('cli', dist))
  await writeFile(join(productFolder('cli', dist), 'main.cjs'), 'one')
  await markBuilt('cli', await sourceHash('cli'), dist)
})
afterEach(() => rm(dist, { recursive: true }))

it('a product is fresh as it was built', async () => {
  expect(await isStale('cli', dist)).toBe(false)
  expect(await isStale('electron', dist)).toBe(true)
})

it.each([
  ['is gone', () => rm(productFolder('cli', dist), { recursive: true })],
  ['has lost a file', () => rm(join(productFolder('cli', dist), 'main.cjs'))],
  ['was changed', () => writeFile(join(productFolder('cli', dist), 'main.cjs'), 'two')],
  ['holds what no build put there', () => writeFile(join(productFolder('cli', dist), 'main.cjs.cache'), '')],
  ['was built from other sources', () => markBuilt('cli', 'others', dist)],
])('a product that %s is stale', async (_, change) => {
  await change()
  expect(await isStale('cli', dist)).toBe(true)
})
