import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { onTerminal } from './on-terminal.ts'
import { exampleSecret } from './sandbox.ts'
import { withSandbox } from './with-sandbox.ts'
import { runWithoutTerminal } from './without-terminal.ts'

const at = withSandbox()
const logFile = (): string => join(at.sandbox.home, '.local', 'state', 'stackpass', 'handouts', 'log.jsonl')

/** Makes a profile production. */
async function guard(profile: string): Promise<void> {
  const set = await at.sandbox.run([
    'settings',
    'set',
    'groups',
    JSON.stringify([{ name: 'prod', colour: 'red', production: true }]),
  ])
  expect(set.code).toBe(0)
  expect(
    (await at.sandbox.run(['settings', 'set', 'profileGroups', JSON.stringify([[profile, 'prod']])])).code,
  ).toBe(0)
}

describe.skipIf(process.platform === 'win32')('handing out credentials', () => {
  it('of a profile that is not guarded asks nobody, and is written down', async () => {
    expect((await runWithoutTerminal(at, ['credentials', 'default'])).code).toBe(0)
    const log = await at.sandbox.run(['log'])
    expect(log.code).toBe(0)
    expect(log.stdout).toContain('default')
    expect(log.stderr).toContain('The log is complete: 1 entry')
    expect(readFileSync(logFile(), 'utf8')).not.toContain(exampleSecret)
  })

  it('of production says no where nobody can be asked, so that an SDK shows why', async () => {
    await guard('default')
    const ran = await runWithoutTerminal(at, ['credentials', 'default'])
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain('default is production and there was nobody to ask.')
    expect(ran.stderr).toContain('Open Stackpass, then run this again.')
    const log = await at.sandbox.run(['log', '--refused', '--json'])
    expect(JSON.parse(log.stdout)).toMatchObject({
      value: { entries: [{ profile: 'default', verdict: 'refused', by: 'no-surface' }] },
    })
  })

  it('of production asks on the terminal, once for an hour', async () => {
    await guard('default')
    const asked = await onTerminal(at, ['credentials', 'default'], {}, '[n]:', 'h\n')
    expect(asked.text).toContain('wants default (production)')
    expect(asked.text).toContain('the system, which is not proof')
    expect(asked.code).toBe(0)
    const list = await at.sandbox.run(['allow', 'list'])
    expect(list.stdout).toContain('for an hour')
    const gone = await at.sandbox.run(['allow', 'revoke', 'default'])
    expect(gone.stdout).toContain('Revoked 1 permission.')
  })

  it('tells by its exit code that the log was changed', async () => {
    await runWithoutTerminal(at, ['credentials', 'default'])
    await runWithoutTerminal(at, ['credentials', 'default'])
    writeFileSync(logFile(), readFileSync(logFile(), 'utf8').replace('"default"', '"another"'))
    const log = await at.sandbox.run(['log'])
    expect(log.code).toBe(1)
    expect(log.stderr).toContain('Entry 1 was changed or removed.')
  })
})
