import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ci, config, credentials, keysAtAws, newKey, openDouble } from '../../core/keys/keys-home.ts'
import type { StsDouble } from '../../fakes/sts/server.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()
let double: StsDouble
beforeEach(async () => {
  double = await openDouble()
  await at.sandbox.write('config', config)
  await at.sandbox.write('credentials', credentials)
})
afterEach(() => double.close())

const run = (...args: string[]) =>
  at.sandbox.run(['keys', ...args], { env: { AWS_ENDPOINT_URL: double.url } })
const files = async () => {
  const read = (name: string) => readFile(join(at.sandbox.home, '.aws', name), 'utf8')
  return { config: await read('config'), credentials: await read('credentials') }
}

it('shows each step and the lines of a rotation, and changes nothing in a dry run or without a yes', async () => {
  const dry = await run('rotate', 'ci', '--dry-run')
  expect(dry.code, dry.stderr).toBe(0)
  for (const text of [
    'spare and ci',
    '1. Create a new key in AWS.',
    'after 7 days',
    'AKIA................',
    '(--dry-run)',
  ])
    expect(dry.stdout).toContain(text)
  expect(dry.stdout).not.toContain(ci.secretAccessKey)
  const unasked = await run('rotate', 'ci', '--grace', 'now')
  expect([unasked.code, unasked.stderr]).toEqual([1, expect.stringContaining('no terminal to ask in')])
  expect((await run('rotate', 'ci', '--grace', 'soon')).code).toBe(2)
  expect(await files()).toEqual({ config, credentials })
  expect(keysAtAws(double)).toEqual({ [ci.accessKeyId]: 'Active' })
})

it('rotates, says what is left to do, keeps the grace, and goes back', async () => {
  const done = await run('rotate', 'ci', '--yes')
  expect(done.code, done.stderr).toBe(0)
  const made = newKey(double)
  expect(done.stdout).toContain(`ci: ${made.accessKeyId} in the place of ${ci.accessKeyId}`)
  expect(done.stdout).toContain('stackpass keys finish ci')
  expect((await files()).credentials).toContain(made.secretAccessKey)
  const early = await run('finish', 'ci', '--yes')
  expect([early.code, early.stderr]).toEqual([1, expect.stringContaining('stays until')])
  const back = await run('undo', 'spare', '--yes')
  expect(back.code, back.stderr).toBe(0)
  expect(await files()).toEqual({ config, credentials })
  expect((await run('resume')).stdout).toBe('No rotation is under way.\n')
  expect(`${done.stdout}${done.stderr}${early.stderr}${back.stdout}`).not.toContain(made.secretAccessKey)
})

it('tells age, last use and number of keys, as a table and in JSON', async () => {
  const shown = await run('status')
  expect(shown.code, shown.stderr).toBe(0)
  expect(shown.stdout).toContain('200 days, over 90')
  const json = JSON.parse((await run('status', 'ci', '--json')).stdout) as { value: { keys: unknown[] } }
  expect(json.value.keys).toMatchObject([
    { accessKeyId: ci.accessKeyId, profiles: ['ci', 'spare'], ageDays: 200, tooOld: true, keysOfUser: 1 },
  ])
})

it('refuses a role by name, with the profile that holds its key', async () => {
  const refused = await run('rotate', 'deploy', '--yes')
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('stackpass keys rotate ci')])
})
