import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { startOrganisation, type Organisation } from '../../fakes/organisation/organisation.ts'
import { talkOnTerminal } from './on-terminal.ts'
import { withSandbox } from './with-sandbox.ts'
import { runWithoutTerminal } from './without-terminal.ts'

const startUrl = 'https://acme.awsapps.com/start'
const session = `[sso-session acme]\nsso_start_url = ${startUrl}\nsso_region = eu-west-1\n`
const accounts = [
  { id: '111122223333', name: 'acme-prod', roles: ['AdministratorAccess', 'ReadOnlyAccess'] },
  { id: '000000000042', name: 'acme-dev', roles: ['AdministratorAccess'] },
]

describe('stackpass sso populate', () => {
  const at = withSandbox()
  let organisation: Organisation

  beforeEach(async () => {
    organisation = await startOrganisation({ accounts, startUrl })
    await at.sandbox.write('config', session)
    const folder = join(at.sandbox.home, '.aws', 'sso', 'cache')
    await mkdir(folder, { recursive: true })
    const name = createHash('sha1').update('acme').digest('hex')
    await writeFile(join(folder, `${name}.json`), JSON.stringify(organisation.cached()), { mode: 0o600 })
    return () => organisation.close()
  })

  const text = () => at.sandbox.read('config')
  const run = (...args: string[]) => at.sandbox.run(['sso', 'populate', ...args], { env: organisation.env })

  it('shows names and lines, and writes nothing in a dry run', async () => {
    const ran = await run('--dry-run', '--trim', 'acme-')
    expect(ran).toMatchObject({ code: 0 })
    expect(ran.stderr).toMatch(/new {2}prod-admin +acme-prod +111122223333 +AdministratorAccess/)
    expect(ran.stderr).toContain('3 new\n')
    expect(ran.stdout).toContain('+')
    expect(ran.stdout).toContain('Nothing was written (--dry-run).')
    expect(await text()).toBe(session)
  })

  it('sums many new profiles up on a terminal, and shows every line with --diff', async () => {
    const many = await startOrganisation({
      accounts: Array.from({ length: 12 }, (_, index) => ({
        id: String(100_000_000_000 + index),
        name: `team-${String(index).padStart(2, '0')}`,
        roles: ['AdministratorAccess'],
      })),
      startUrl,
    })
    const folder = join(at.sandbox.home, '.aws', 'sso', 'cache')
    const name = createHash('sha1').update('acme').digest('hex')
    await writeFile(join(folder, `${name}.json`), JSON.stringify(many.cached()), { mode: 0o600 })
    const shown = async (...args: string[]) =>
      (await talkOnTerminal(at, ['sso', 'populate', '--dry-run', ...args], many.env, [])).text
    const folded = await shown()
    expect(folded).toContain('… 10 more new profiles with the same settings')
    expect(folded).toContain('[profile team-00-admin]')
    expect(folded).toContain('[profile team-11-admin]')
    expect(folded).not.toContain('[profile team-05-admin]')
    const whole = await shown('--diff')
    expect(whole.match(/\[profile team-\d\d-admin\]/g)).toHaveLength(12)
    expect(whole).not.toContain('more new profiles')
    await many.close()
  })

  it('writes with --yes, and again finds nothing to do with the names of last time', async () => {
    expect(await run('--yes', '--trim', 'acme-', '--accounts', '*prod')).toMatchObject({ code: 0 })
    expect(await text()).toContain('[profile prod-read]\nsso_session = acme\n')
    expect(await text()).not.toContain('dev')
    const again = await run('--yes', '--json')
    expect(again.code).toBe(0)
    const { value } = JSON.parse(again.stdout) as {
      value: { items: { name: string; state: string }[]; applied: object }
    }
    expect(value.items.map(({ name, state }) => `${state} ${name}`)).toEqual([
      'kept prod-admin',
      'kept prod-read',
      'new dev-admin',
    ])
    expect(value.applied).toMatchObject({ summary: 'Profiles of acme: 1 new' })
    expect((await run()).stdout).toContain('Nothing to change')
  })

  it('is not written without an answer where there is no terminal', async () => {
    const ran = await runWithoutTerminal(at, ['sso', 'populate', '--roles', 'ReadOnly*'], organisation.env)
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('ConfirmationNeeded')
    expect(await text()).toBe(session)
  })

  it.each([
    [['--template', '{nope}'], 'TemplateInvalid'],
    [['--accounts', 'nobody'], 'BadInput'],
    [['--session', 'other'], 'SessionNotFound'],
  ])('refuses %j', async (args, code) => {
    const ran = await run(...args)
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain(code)
  })

  it('says who is to sign in', async () => {
    organisation.knobs.sessionOver = true
    const ran = await run()
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('Error SignedOut: You are not signed in to acme.')
    expect(ran.stderr).toContain('Sign in (`stackpass login --session acme`), then list again.')
  })
})
