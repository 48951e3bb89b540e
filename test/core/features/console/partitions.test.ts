import { afterEach, describe, expect, it } from 'vitest'
import { closeConnections } from '../../../../core/network/agents.ts'
import { partitions } from '../../../../shared/domain/aws/partitions.ts'
import { federationRoutes, type ConsoleVisit } from '../../../fakes/organisation/federation.ts'
import { startOrganisation, type Organisation } from '../../../fakes/organisation/organisation.ts'
import { userIdentity } from '../../../fakes/sts/identities.ts'
import { coreHome, type CoreHome } from '../bridges/core-home.ts'

const ana = userIdentity('anabelle')
const places = [
  ['aws', 'eu-west-1', 'console.aws.amazon.com'],
  ['aws-cn', 'cn-northwest-1', 'console.amazonaws.cn'],
  ['aws-us-gov', 'us-gov-east-1', 'console.amazonaws-us-gov.com'],
  ['aws-eusc', 'eusc-de-east-1', 'console.amazonaws-eusc.eu'],
] as const
const isolated = [
  ['aws-iso', 'us-iso-east-1'],
  ['aws-iso-b', 'us-isob-east-1'],
  ['aws-iso-e', 'eu-isoe-west-1'],
  ['aws-iso-f', 'us-isof-south-1'],
] as const

let organisation: Organisation | undefined
let home: CoreHome | undefined
afterEach(async () => {
  await home?.close()
  closeConnections()
  await organisation?.close()
})

/** A home in one partition: keys, a role on top of them, a role on top of that, and a profile of the access portal. */
async function start(partition: string, region: string) {
  const visits: ConsoleVisit[] = []
  const opened: string[] = []
  const role = (name: string) => `arn:${partition}:iam::123456789012:role/${name}`
  organisation = await startOrganisation({
    sts: { identities: [ana], roles: [{ arn: role('Admin'), maxSeconds: 43_200 }, { arn: role('Deploy') }] },
    routes: [federationRoutes(visits)],
  })
  home = await coreHome(
    {
      config: `[profile user]
aws_access_key_id = ${ana.accessKeyId}
aws_secret_access_key = ${ana.secretAccessKey}
region = ${region}
[profile admin]
role_arn = ${role('Admin')}
source_profile = user
duration_seconds = 7200
region = ${region}
[profile chained]
role_arn = ${role('Deploy')}
source_profile = admin
region = ${region}
[profile portal]
sso_start_url = ${organisation.url}/start
sso_region = ${region}
sso_account_id = 123456789012
sso_role_name = Admin
region = ${region}
`,
    },
    {
      openLink: (url) => Promise.resolve(opened.push(url) > 0),
      env: { ...organisation.env, STACKPASS_FEDERATION_URL: `${organisation.url}/federation` },
    },
  )
  const { call } = home
  const { callsTo, received } = organisation
  return {
    visits,
    opened,
    received,
    open: (profile: string, more: { service?: string; confirmed?: boolean } = {}) =>
      call('console.open', { profile, action: 'open', ...more }),
    lengths: () =>
      callsTo('/federation').flatMap(({ method, body }) =>
        method === 'POST' ? [new URLSearchParams(body).get('SessionDuration')] : [],
      ),
  }
}

it('names every partition that the SDKs know', () => {
  const named = [...places, ...isolated].map(([partition]) => partition)
  expect([...named].sort()).toEqual(partitions.map(({ id }) => id).sort())
})

describe.each(places)('the console of %s', (partition, region, host) => {
  it('is reached with a role, with a role on a role and with keys, each by its rule of length', async () => {
    const at = await start(partition, region)
    expect(await at.open('admin', { service: 's3' })).toMatchObject({ value: { how: 'federation' } })
    expect(await at.open('chained', { service: 'iam' })).toMatchObject({ value: { how: 'federation' } })
    expect(await at.open('user')).toMatchObject({ error: { code: 'ConfirmationNeeded' } })
    expect(await at.open('user', { confirmed: true })).toMatchObject({ value: { how: 'federation-token' } })
    expect(at.lengths()).toEqual(['7200', null, null])
    for (const url of at.opened) expect((await fetch(url)).status).toBe(200)
    expect(at.visits.map(({ destination }) => destination)).toEqual([
      `https://${region}.${host}/s3/home?region=${region}`,
      `https://${host}/iam/home`,
      `https://${region}.${host}/console/home?region=${region}`,
    ])
  })

  it('is reached over the access portal without a call', async () => {
    const at = await start(partition, region)
    expect(await at.open('portal', { service: 'ec2' })).toMatchObject({ value: { how: 'identity-center' } })
    const query = new URLSearchParams(at.opened[0]?.split('#/console?')[1])
    expect(query.get('destination')).toBe(`https://${region}.${host}/ec2/home?region=${region}`)
    expect(at.received).toEqual([])
  })
})

describe.each(isolated)('the console of %s', (partition, region) => {
  it('has no address that is public: nothing is sent anywhere', async () => {
    const at = await start(partition, region)
    for (const profile of ['user', 'admin', 'chained'])
      expect(await at.open(profile, { confirmed: true })).toMatchObject({
        error: {
          code: 'ConsoleUnavailable',
          message: `The console of the partition ${partition} is not known.`,
        },
      })
    expect(await at.open('portal', { service: 's3' })).toMatchObject({
      error: { code: 'ConsoleUnavailable' },
    })
    expect(at.received).toEqual([])
    expect(at.opened).toEqual([])
  })

  it('is reached over the access portal, which knows its own', async () => {
    const at = await start(partition, region)
    expect(await at.open('portal')).toMatchObject({ value: { how: 'identity-center' } })
    expect(at.opened[0]).toMatch(/#\/console\?account_id=123456789012&role_name=Admin$/)
  })
})
