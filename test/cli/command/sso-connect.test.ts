import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Organisation, startOrganisation } from '../../fakes/organisation/organisation.ts'
import { onTerminal } from './on-terminal.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()
const startUrl = 'https://acme.portal.eu-west-1.app.aws'
const accounts = Array.from({ length: 40 }, (_, index) => ({
  id: String(100_000_000_000 + index),
  name: `acme-team-${index}`,
  roles: index % 2 === 0 ? ['AdministratorAccess', 'ReadOnlyAccess'] : ['ReadOnlyAccess'],
}))
let organisation: Organisation
beforeEach(async () => {
  organisation = await startOrganisation({ accounts, startUrl })
  await at.sandbox.write('config', '')
  await at.sandbox.write('credentials', '')
})
afterEach(() => organisation.close())

/** Over SSH: no browser can return to us, so it shows a code, which the fake service approves by itself. */
const env = () => ({ ...organisation.env, SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22', NO_COLOR: '1' })
const run = (...args: string[]) => at.sandbox.run(args, { env: env() })
const connect = (answer: string, ...more: string[]) =>
  onTerminal(at, ['sso', 'connect', startUrl, '--trim', 'acme-', ...more], env(), '[y/N]', `${answer}\n`)

describe.skipIf(process.platform !== 'linux')('stackpass sso connect on a terminal', () => {
  it('leads from nothing but a start URL to profiles that work, as one change', async () => {
    const { code, text } = await connect('y')
    expect(text).toContain([...[...organisation.world.devices.values()][0]!.userCode].join(' '))
    expect(text).toContain('Profiles of acme: 60 new. Write these profiles?')
    expect(text).toContain('Use one with `stackpass use team-')
    expect(code).toBe(0)
    const config = await at.sandbox.read('config')
    expect(config).toContain(`[sso-session acme]\nsso_start_url = ${startUrl}\nsso_region = eu-west-1\n`)
    expect(config.match(/^\[profile /gm)).toHaveLength(60)
    const given = await run('credentials', 'team-0-admin')
    expect(JSON.parse(given.stdout)).toMatchObject({ Version: 1, AccountId: '100000000000' })
    const history = await run('history', 'list', '--json')
    expect(JSON.parse(history.stdout)).toMatchObject({ value: { entries: [{}] } })
    expect((await run('history', 'undo')).code).toBe(0)
    expect(await at.sandbox.read('config')).toBe('')
  })

  it('writes nothing without a yes, and needs no second sign-in', async () => {
    expect((await connect('n')).code).toBe(1)
    expect(await at.sandbox.read('config')).toBe('')
    const devices = organisation.callsTo('/device_authorization').length
    const again = await connect('y')
    expect(again.code).toBe(0)
    expect(organisation.callsTo('/device_authorization')).toHaveLength(devices)
    expect(await at.sandbox.read('config')).toContain('[sso-session acme]')
  })

  it('says why when the sign-in is not allowed', async () => {
    organisation.knobs.deny = true
    const { code, text } = await connect('y')
    expect(code).toBe(1)
    expect(text).toContain('Error SignInDenied: The sign-in to acme was not allowed.')
    expect(await at.sandbox.read('config')).toBe('')
  })
})

describe('without a terminal', () => {
  it('nobody is signed in', async () => {
    const { code, stderr } = await run('sso', 'connect', startUrl)
    expect(code).toBe(1)
    expect(stderr).toContain('Error SignInNeedsPerson')
    expect(organisation.callsTo('/device_authorization')).toEqual([])
  })
})
