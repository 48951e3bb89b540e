import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Organisation, startOrganisation } from '../../fakes/organisation/organisation.ts'
import { onTerminal } from './on-terminal.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()
let organisation: Organisation
beforeEach(async () => {
  organisation = await startOrganisation()
  const { startUrl } = organisation
  await at.sandbox.write(
    'config',
    `[sso-session corp]
sso_start_url = ${startUrl}
sso_region = eu-west-1
[sso-session other]
sso_start_url = ${startUrl}
sso_region = eu-west-1
[profile dev]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Admin
[profile prod]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Admin
`,
  )
  await at.sandbox.write('credentials', '')
})
afterEach(() => organisation.close())

/** Over SSH: no browser can return to us, so it shows a code. */
const env = () => ({ ...organisation.env, SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22', NO_COLOR: '1' })
const onTty = (...args: string[]) => onTerminal(at, args, env(), '', '')
const run = (...args: string[]) => at.sandbox.run(args, { env: env() })
const call = (method: string, input: object) =>
  at.sandbox.run(['call', method], { env: env(), stdin: JSON.stringify(input) })

describe.skipIf(process.platform !== 'linux')('on a terminal', () => {
  it('signs in with a code, once for the profiles of one session, and out again', async () => {
    const { code, text } = await onTty('login', 'dev', 'prod')
    expect(code).toBe(0)
    const device = [...organisation.world.devices.values()]
    expect(device).toHaveLength(1)
    expect(text).toContain([...device[0]!.userCode].join(' '))
    expect(text).toContain(`${organisation.url}/device?user_code=${device[0]!.userCode}`)
    expect(text).toContain('A code that someone sends you signs them in as you.')
    expect(text).toMatch(/corp: signed in until [\d: -]+, renews by itself\. 2 profiles can be used\./)

    const given = await run('credentials', 'dev')
    expect(JSON.parse(given.stdout)).toMatchObject({ Version: 1, AccountId: '123456789012' })
    const list = await run('sessions')
    expect(list.stdout).toMatch(/corp +signed in until .* +2 +eu-west-1/)
    expect(list.stdout).toMatch(/other +not signed in +0/)

    const out = await run('logout')
    expect(out.stdout).toBe('Signed out of corp.\n')
    expect(organisation.callsTo('/logout')).toHaveLength(1)
    expect((await run('logout', '--all')).stdout).toBe('Nobody was signed in.\n')
    expect((await run('credentials', 'dev')).stderr).toContain('stackpass login dev')
  })

  it('says why it did not work', async () => {
    organisation.knobs.deny = true
    const { code, text } = await onTty('login', '--session', 'corp', '--device')
    expect(code).toBe(1)
    expect(text).toContain('Error SignInDenied: The sign-in to corp was not allowed.')
  })
})

describe('without a terminal', () => {
  it('signs nobody in', async () => {
    const { code, stderr } = await run('login', 'dev')
    expect(code).toBe(1)
    expect(stderr).toContain('Error SignInNeedsPerson')
    const called = await call('sessions.signIn', { profile: 'dev' })
    expect(called.stdout + called.stderr).toContain('SignInNeedsPerson')
    const bySession = await call('sessions.signIn', { session: 'sso:corp' })
    expect(bySession.stdout + bySession.stderr).toContain(
      'Run `stackpass login --session corp` in a terminal.',
    )
    expect(organisation.received).toEqual([])
  })

  it('asks which session is meant', async () => {
    expect((await run('login')).stderr).toContain('corp, other')
    expect((await run('login', '--session', 'nobody')).stderr).toContain('There is no session "nobody".')
    expect((await run('login', 'dev', '--session', 'corp')).code).toBe(2)
  })

  it('tells doctor where production shares a session', async () => {
    const groups = [{ name: 'live', colour: 'red', production: true }]
    await call('settings.set', { groups, profileGroups: [['prod', 'live']] })
    const { stderr } = await run('doctor')
    expect(stderr).toContain('Production (live) and other profiles (no group) share the sign-in to corp')
  })
})
