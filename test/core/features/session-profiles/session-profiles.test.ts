import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Output } from '../../../../shared/contract/index.ts'
import { closeConnections } from '../../../../core/network/agents.ts'
import { userIdentity } from '../../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../../fakes/sts/server.ts'
import { must, openHome } from '../../home.ts'

const serial = 'arn:aws:iam::123456789012:mfa/alice'
const alice = userIdentity('alice', { mfa: { serial, codes: ['111111', '222222', '333333'] } })
const role = 'arn:aws:iam::444455556666:role/mfa'
const config = `# mine
[profile role]
region = eu-west-1
role_arn = ${role}
source_profile = base
mfa_serial = ${serial}

[profile base]
mfa_serial = ${serial}

[profile plain]
region = eu-west-1
`
const keys = `aws_access_key_id = ${alice.accessKeyId}\naws_secret_access_key = ${alice.secretAccessKey}\n`
const credentials = `[base]\n${keys}\n[plain]\n${keys}`

let double: StsDouble
const doubles: StsDouble[] = []
beforeEach(async () => {
  double = await startStsDouble({ identities: [alice], roles: [{ arn: role, mfaRequired: true }] })
  doubles.push(double)
})
afterAll(async () => {
  closeConnections()
  await Promise.all(doubles.map((one) => one.close()))
})

type Planned = Output<'sessionProfiles.plan'>
type Held = Output<'sessionProfiles.list'>['profiles']

function open(now?: () => Date) {
  const codes = ['111111', '222222', '333333']
  const home = openHome(
    {
      env: { STACKPASS_HOME: '', AWS_ENDPOINT_URL: double.url },
      askMfa: () => Promise.resolve(codes.shift()),
      ...(now && { now }),
    },
    { config, credentials },
  )
  const make = async (input: object) => {
    const planned = await must<Planned>(home.core, 'sessionProfiles.plan', input)
    await must(home.core, 'edits.apply', { planId: planned.plan.planId })
    return planned
  }
  const held = async () => (await must<{ profiles: Held }>(home.core, 'sessionProfiles.list')).profiles
  const history = async () =>
    (await must<Output<'history.list'>>(home.core, 'history.list')).entries.map(({ summary }) => summary)
  /** Every byte that the history keeps. */
  const backups = () => {
    const folder = join(home.home, '.local/state/stackpass/history')
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n')
  }
  const file = () => readFileSync(home.credentials, 'utf8')
  const value = (key: string) =>
    new RegExp(`^${key} = (.*)$`, 'm').exec(file().split('[role-session]')[1] ?? '')?.[1]
  return { ...home, make, held, history, backups, file, value }
}

describe('a session in a profile of its own', () => {
  it('is that of a role, with its end, and nothing else of the files changes', async () => {
    const { make, held, file, config: path } = open()
    const { profile, expiresAt } = await make({ of: 'role' })
    expect(profile).toBe('role-session')
    const [identity] = [...double.identities.values()].slice(-1)
    expect(file()).toBe(
      `${credentials}\n[role-session]\naws_access_key_id = ${identity!.accessKeyId}\n` +
        `aws_secret_access_key = ${identity!.secretAccessKey}\naws_session_token = ${identity!.sessionToken}\n` +
        `x_security_token_expires = ${expiresAt}\nstackpass_session_of = role\n`,
    )
    expect(readFileSync(path, 'utf8')).toBe(`${config}\n[profile role-session]\nregion = eu-west-1\n`)
    expect(await held()).toEqual([
      { profile, of: 'role', expiresAt: `${expiresAt!.slice(0, -1)}.000Z`, over: false, renewable: true },
    ])
  })

  it('is the MFA session of a user where the profile has keys', async () => {
    const { make, core } = open()
    await make({ of: 'base', as: 'files' })
    const answer = await core.dispatch('credentials.get', { name: 'files' })
    const { sessionToken } = (answer as { value: { sessionToken: string } }).value
    expect([...double.identities.values()].find((one) => one.sessionToken === sessionToken)).toMatchObject({
      arn: alice.arn,
      mfaPresent: true,
    })
    // The code serves the role, too.
    await make({ of: 'role' })
    expect(double.received.filter(({ action }) => action === 'GetSessionToken')).toHaveLength(1)
  })

  it('is renewed in its place, and the history forgets the one before', async () => {
    const { make, value, file, history, backups } = open()
    await make({ of: 'role' })
    const first = value('aws_secret_access_key')!
    await make({ of: 'role-session' })
    const second = value('aws_secret_access_key')!
    expect(second).not.toBe(first)
    expect(file().match(/\[role-session\]/g)).toHaveLength(1)
    await make({ of: 'role' })
    expect(await history()).toEqual(['Session of role in role-session'])
    expect(backups()).not.toContain(first)
    expect(backups()).toContain(second)
  })

  it('is removed, and the history keeps nothing of how it was made', async () => {
    const { make, core, file, config: path, history } = open()
    await make({ of: 'role' })
    const plan = await must<{ planId: string }>(core, 'sessionProfiles.planRemove', {
      profiles: ['role-session'],
    })
    await must(core, 'edits.apply', { planId: plan.planId })
    expect(file()).toBe(credentials)
    expect(readFileSync(path, 'utf8')).toBe(config)
    expect(await history()).toEqual(['Removed the session role-session'])
  })

  it('is offered for removal once it is over', async () => {
    let now = Date.now()
    const { make, core, held } = open(() => new Date(now))
    await make({ of: 'role' })
    expect(await core.dispatch('sessionProfiles.planRemove', {})).toMatchObject({
      error: { code: 'NothingToChange' },
    })
    now += 2 * 3_600_000
    expect(await held()).toMatchObject([{ over: true }])
    expect(await must<{ summary: string }>(core, 'sessionProfiles.planRemove', {})).toMatchObject({
      summary: 'Removed the session role-session',
    })
  })

  it('goes over no profile of the user, and is never made of keys that do not end', async () => {
    const { core } = open()
    const code = async (method: string, input: object) => {
      const reply = await core.dispatch(method, input)
      return reply.ok ? 'ok' : reply.error.code
    }
    expect(await code('sessionProfiles.plan', { of: 'role', as: 'plain' })).toBe('ProfileExists')
    expect(await code('sessionProfiles.planRemove', { profiles: ['plain'] })).toBe('ProfileExists')
    expect(await code('sessionProfiles.plan', { of: 'plain' })).toBe('CredentialsUnavailable')
    expect(await code('sessionProfiles.plan', { of: 'nobody' })).toBe('ProfileNotFound')
    expect(await code('sessionProfiles.planRemove', { profiles: ['nobody'] })).toBe('ProfileNotFound')
  })
})
