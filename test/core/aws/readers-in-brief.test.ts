import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ProfileDetail, ProfileReaders } from '../../../shared/contract/models.ts'
import { must, openHome, type TestHome } from '../home.ts'

const config = `[sso-session acme]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1

[profile etl]
role_arn = arn:aws:iam::666677778888:role/EtlDeploy
credential_process = /opt/etl/keys
region = eu-west-1

[profile plain]
region = eu-west-1

[profile staff]
sso_session = acme
sso_account_id = 111122223333
sso_role_name = Staff
region = eu-west-1

[profile mfa]
role_arn = arn:aws:iam::111122223333:role/Billing
source_profile = plain
mfa_serial = arn:aws:iam::111122223333:mfa/me
region = eu-west-1

[profile sourceless]
role_arn = arn:aws:iam::111122223333:role/Billing
region = eu-west-1
`
const credentials = `[plain]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`

const open = (): TestHome =>
  openHome({ now: () => new Date('2026-11-28T12:00:00Z') }, { config, credentials })

async function ask(at: TestHome, input: object): Promise<ReadonlyMap<string, ProfileReaders>> {
  const { profiles } = await must<{ profiles: ProfileReaders[] }>(at.core, 'profiles.readers', input)
  return new Map(profiles.map((profile) => [profile.name, profile]))
}

function signIn(at: TestHome, expiresAt: string): void {
  const cache = join(at.home, '.aws', 'sso', 'cache')
  mkdirSync(cache, { recursive: true })
  const token = { accessToken: 'not-a-real-one', expiresAt }
  writeFileSync(join(cache, `${createHash('sha1').update('acme').digest('hex')}.json`), JSON.stringify(token))
}

describe('what each tool uses of all profiles', () => {
  it('says where tools disagree: another identity, or one refuses what another takes', async () => {
    const all = await ask(open(), {})
    expect([...all].map(([name, { disagree }]) => [name, disagree])).toEqual([
      ['etl', true],
      ['plain', false],
      ['staff', false],
      ['mfa', true],
      ['sourceless', false],
    ])
    expect(all.get('etl')?.answers).toMatchObject([
      { tools: ['awsCli'], works: false, error: 'role-without-source' },
      { tools: ['jsSdk'], works: 'unknown', source: 'process' },
      { tools: ['goSdk', 'terraform', 'pulumi'], source: 'role', role: expect.stringContaining('EtlDeploy') },
    ])
  })

  it('counts an answer that waits for AWS as the identity that it would be, and a metadata service as none', async () => {
    const all = await ask(open(), { names: ['plain', 'sourceless'] })
    expect(all.get('plain')?.answers.map(({ works }) => works)).toEqual([true, 'unknown'])
    // Go would ask the metadata service for it, if there is one.
    expect(all.get('sourceless')?.answers.map(({ works }) => works)).toContain(false)
    expect(all.get('sourceless')?.disagree).toBe(false)
  })

  it('tells those only on which tools disagree, or that one tool cannot use', async () => {
    const at = open()
    expect([...(await ask(at, { notableFor: 'jsSdk' })).keys()]).toEqual(['etl', 'staff', 'mfa'])
    signIn(at, '2026-11-28T13:00:00Z')
    expect([...(await ask(at, { notableFor: 'awsCli' })).keys()]).toEqual(['etl', 'mfa', 'sourceless'])
  })

  it('looks again at the token of a sign-in, while the shared files stay as they are', async () => {
    const at = open()
    const works = async () =>
      (await ask(at, { names: ['staff'] })).get('staff')?.answers.map((one) => one.works)
    expect(await works()).toEqual([false])
    signIn(at, '2026-11-28T13:00:00Z')
    expect(await works()).toEqual(['unknown'])
    signIn(at, '2026-11-28T11:00:00Z')
    expect(await works()).toEqual([false])
  })

  it('says that a profile is not there', async () => {
    const reply = await open().core.dispatch('profiles.readers', { names: ['plain', 'nobody'] })
    expect(reply).toMatchObject({ ok: false, error: { code: 'ProfileNotFound' } })
  })

  it('follows a chain of hundreds a little way, and says that it does not know', async () => {
    const links = Array.from(
      { length: 400 },
      (_, index) =>
        `[profile p${index}]\nrole_arn = arn:aws:iam::111122223333:role/R${index}\nregion = eu-west-1\nsource_profile = p${index + 1}\n`,
    )
    const all = await ask(openHome({}, { config: links.join(''), credentials: '' }), {})
    expect(all.get('p0')?.answers).toMatchObject([{ works: 'unknown', waitsFor: 'chain' }])
    expect(all.get('p399')?.answers).toMatchObject([{ works: false, error: 'source-missing' }, {}])
    expect(all.get('p399')?.disagree).toBe(false)
  })
})

describe('the way out', () => {
  const find = async (at: TestHome, name: string) =>
    (await ask(at, { names: [name], repairs: true })).get(name)

  it('is a change that can be planned, or a twin where no change of the files helps', async () => {
    const at = open()
    const base = '[profile etl-base]\ncredential_process = /opt/etl/keys\n'
    writeFileSync(at.config, config + base)
    const { agreement, place } = (await find(at, 'etl')) ?? {}
    expect(place).toEqual({ file: 'config', line: 5 })
    expect(agreement?.label).toBe('source_profile = etl-base, in place of credential_process')
    expect(agreement?.then).toBe('the role EtlDeploy with what credential_process prints')
    const { planId } = await must<{ planId: string }>(at.core, 'edits.plan', {
      operations: agreement?.operations,
    })
    await must(at.core, 'edits.apply', { planId })
    expect(await find(at, 'etl')).toMatchObject({ disagree: false })
    expect(await find(at, 'mfa')).toMatchObject({ twin: { for: ['jsSdk', 'goSdk', 'terraform', 'pulumi'] } })
    const twin = await must<{ planId: string }>(at.core, 'bridges.planTwin', { profile: 'mfa' })
    await must(at.core, 'edits.apply', { planId: twin.planId })
    expect(await find(at, 'mfa')).toMatchObject({ twin: { name: 'mfa-twin' } })
  })

  it('is not looked for where tools agree, or nobody asks', async () => {
    const at = open()
    expect(await find(at, 'plain')).not.toHaveProperty('agreement')
    expect((await ask(at, {})).get('mfa')).not.toHaveProperty('twin')
  })
})

describe('one profile', () => {
  it('comes without its readers where they are not wanted', async () => {
    const at = open()
    const show = (input: object) => must<ProfileDetail>(at.core, 'profiles.show', input)
    expect(await show({ name: 'etl', readers: false })).not.toHaveProperty('readers')
    expect((await show({ name: 'etl' })).readers?.awsCli.works).toBe(false)
  })
})
