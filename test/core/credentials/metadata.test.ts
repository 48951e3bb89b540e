import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { resolveOutcome } from '../../../core/credentials/resolve.ts'
import { guardConnections } from '../../fakes/sts/connect-guard.ts'
import { contextOf } from '../../fakes/sts/context.ts'
import { exampleKey, exampleSecret, userIdentity } from '../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../fakes/sts/server.ts'

const user = userIdentity('instance')
const arn = 'arn:aws:iam::444455556666:role/R'
const of = (source: string) => ({ role_arn: arn, credential_source: source, region: 'us-east-1' })
const profiles = {
  ec2: of('Ec2InstanceMetadata'),
  ecs: of('EcsContainer'),
  keys: { aws_access_key_id: exampleKey, aws_secret_access_key: exampleSecret },
}
const answer = JSON.stringify({
  AccessKeyId: user.accessKeyId,
  SecretAccessKey: user.secretAccessKey,
  Expiration: '2999-01-01T00:00:00Z',
})

let sts: StsDouble
let server: Server
let url: string
let calls: string[] = []
const guard = guardConnections()
beforeAll(async () => {
  sts = await startStsDouble({ identities: [user], roles: [{ arn }] })
  server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`)
    const hasToken = request.headers['x-aws-ec2-metadata-token'] === 'imds-token'
    if (request.method === 'PUT' && request.url === '/latest/api/token') response.end('imds-token')
    else if (request.url === '/container' && request.headers.authorization === 'secret') response.end(answer)
    else if (hasToken && request.url?.endsWith('/security-credentials/')) response.end('my-role\n')
    else if (hasToken && request.url?.endsWith('/my-role')) response.end(answer)
    else response.writeHead(401).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  calls = []
  guard.hosts.length = 0
})
afterAll(async () => {
  guard.restore()
  server.closeAllConnections()
  server.close()
  await sts.close()
})

function ask(name: keyof typeof profiles, env: Record<string, string>, allowMetadata = true) {
  const all = { AWS_ENDPOINT_URL_STS: sts.url, ...env }
  return resolveOutcome(name, contextOf(sts.url, profiles, { env: all, allowMetadata }))
}

describe('services of the machine', () => {
  it('are asked for a profile that names them: EC2 by version 2', async () => {
    const found = await ask('ec2', { AWS_EC2_METADATA_SERVICE_ENDPOINT: url })
    expect(found).toMatchObject({ ok: true, credentials: { via: ['Ec2InstanceMetadata', 'ec2', arn] } })
    expect(calls).toEqual([
      'PUT /latest/api/token',
      'GET /latest/meta-data/iam/security-credentials/',
      'GET /latest/meta-data/iam/security-credentials/my-role',
    ])
  })

  it('are asked for a profile that names them: the container', async () => {
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'secret',
    }
    expect(await ask('ecs', env)).toMatchObject({ ok: true })
    const wrong = { ...env, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'other' }
    expect(await ask('ecs', wrong)).toMatchObject({ ok: false, failure: { code: 'NoCredentials' } })
  })

  it('are named when they do not answer; the real address is only tried for its own profile', async () => {
    expect(await ask('ec2', {})).toMatchObject({ ok: false, failure: { code: 'NoCredentials' } })
    expect(guard.hosts).toEqual(['169.254.169.254'])
  })

  it('are never asked where it is not allowed, switched off, or another profile is meant', async () => {
    const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT: url, AWS_CONTAINER_CREDENTIALS_FULL_URI: url }
    expect(await ask('ec2', env, false)).toMatchObject({ ok: false })
    expect(await ask('ecs', env, false)).toMatchObject({ ok: false })
    expect(await ask('ec2', { ...env, AWS_EC2_METADATA_DISABLED: 'true' })).toMatchObject({ ok: false })
    expect(await ask('keys', env)).toMatchObject({ ok: true })
    expect(await ask('ecs', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://evil.example/' })).toMatchObject({
      ok: false,
    })
    expect(calls).toEqual([])
    expect(guard.hosts).toEqual([])
  })
})
