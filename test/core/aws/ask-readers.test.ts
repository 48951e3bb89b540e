import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ProfileDetail } from '../../../shared/contract/models.ts'
import { sameAnswers } from '../../../shared/domain/aws/readers/same-answers.ts'
import { must, openHome } from '../home.ts'

const etl = `[profile etl]
role_arn = arn:aws:iam::666677778888:role/EtlDeploy
credential_process = /opt/etl/keys
region = eu-west-1
`
const sso = `[sso-session acme]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile staff]
sso_session = acme
sso_account_id = 111122223333
sso_role_name = Staff
region = eu-west-1
`

const show = async (
  at: ReturnType<typeof openHome>,
  name: string,
): Promise<NonNullable<ProfileDetail['readers']>> => {
  const { readers } = await must<ProfileDetail>(at.core, 'profiles.show', { name })
  if (readers === undefined) throw new Error('the answer has no readers')
  return readers
}

describe('what each tool uses', () => {
  it('tells apart tools that take different credentials of one profile', async () => {
    const readers = await show(openHome({}, { config: etl, credentials: '' }), 'etl')
    expect(readers).toMatchObject({
      awsCli: { works: false },
      jsSdk: { works: 'unknown', source: 'process', waitsFor: 'process' },
      pulumi: { works: 'unknown', source: 'role', base: 'process', account: '666677778888' },
    })
    expect(sameAnswers(readers).map(({ label }) => label)).toEqual([
      'AWS CLI, boto3',
      'JS SDK',
      'Go SDK, Terraform, Pulumi',
    ])
  })

  it('says of keys that are over that AWS refuses them, also below a role', async () => {
    const credentials = `[old]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\naws_session_token = t\naws_expiration = 2020-01-01T00:00:00Z\n[fresh]\naws_access_key_id = ASIAIOSFODNN8EXAMPLE\naws_secret_access_key = s\naws_session_token = t\naws_expiration = 2099-01-01T00:00:00Z\n`
    const config =
      '[profile up]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = old\nregion = eu-west-1\n[profile none]\nregion = eu-west-1\n'
    const at = openHome({}, { config, credentials })
    for (const name of ['old', 'up'])
      expect((await show(at, name)).awsCli.why).toContain('ended at 2020-01-01T00:00:00.000Z')
    expect((await show(at, 'fresh')).awsCli.why).not.toContain('ended')
    // Nothing is there: a machine outside EC2 has no role to take.
    expect((await show(at, 'none')).awsCli.why).toContain('which only EC2 instances have')
  })

  it('looks at the cache of a sign-in, and says when there is none or it is over', async () => {
    const at = openHome({ now: () => new Date('2026-11-28T12:00:00Z') }, { config: sso, credentials: '' })
    expect((await show(at, 'staff')).awsCli).toMatchObject({ works: false, error: 'sso-not-signed-in' })
    const cache = join(at.home, '.aws', 'sso', 'cache')
    mkdirSync(cache, { recursive: true })
    const file = join(cache, `${createHash('sha1').update('acme').digest('hex')}.json`)
    const token = (expiresAt: string): void =>
      writeFileSync(
        file,
        JSON.stringify({
          startUrl: 'https://acme.awsapps.com/start',
          region: 'eu-west-1',
          accessToken: 'not-a-real-one',
          expiresAt,
        }),
      )
    token('2026-11-28T13:00:00Z')
    expect((await show(at, 'staff')).awsCli).toMatchObject({
      works: 'unknown',
      source: 'sso',
      account: '111122223333',
    })
    token('2026-11-28T11:00:00Z')
    expect((await show(at, 'staff')).awsCli).toMatchObject({ works: false })
  })
})
