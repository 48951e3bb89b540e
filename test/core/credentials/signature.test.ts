import { execFile, spawnSync } from 'node:child_process'
import { type ClientRequestArgs, request } from 'node:http'
import { promisify } from 'node:util'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../fakes/sts/server.ts'
import { expectedSignature, msToTimestamp, parseAuthorization } from '../../fakes/sts/signature.ts'

const user = userIdentity('alice')
const session = userIdentity('bob', { sessionToken: 'FwoGZXIvYXdz+EXAMPLE/TOKEN==', expiresAt: 4e12 })
const role = 'arn:aws:iam::444455556666:role/Dev'
const body = 'Action=GetCallerIdentity&Version=2011-06-15'
let double: StsDouble

beforeAll(async () => {
  double = await startStsDouble({ identities: [user, session], roles: [{ arn: role }], region: 'eu-west-1' })
})
afterAll(() => double.close())

function sdk(credentials: typeof user, region = 'eu-west-1') {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  return new STSClient({
    region,
    endpoint: double.url,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
  })
}

/** Signs a request by hand; `change` may then tamper with it. */
function signed(
  options: { date?: number; region?: string; service?: string; signedHeaders?: string[] } = {},
) {
  const timestamp = msToTimestamp(options.date ?? Date.now())
  const headers: Record<string, string> = {
    host: new URL(double.url).host,
    'content-type': 'application/x-www-form-urlencoded',
    'x-amz-date': timestamp,
    'x-amz-security-token': session.sessionToken!,
  }
  const names = options.signedHeaders ?? Object.keys(headers).sort()
  const scope = `${timestamp.slice(0, 8)}/${options.region ?? 'eu-west-1'}/${options.service ?? 'sts'}/aws4_request`
  const prefix = `AWS4-HMAC-SHA256 Credential=${session.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=`
  const authorization = parseAuthorization(`${prefix}0`)!
  const message = { method: 'POST', url: '/', headers, body: Buffer.from(body) }
  const signature = expectedSignature(message, authorization, session.secretAccessKey, timestamp)
  const all: Record<string, string> & { authorization: string } = {
    ...headers,
    authorization: prefix + signature,
  }
  return { headers: all, body }
}

function send(message: { headers: ClientRequestArgs['headers']; body: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(double.url, { method: 'POST', headers: message.headers ?? {} }, (response) => {
      let text = ''
      response.on('data', (part: Buffer) => (text += part.toString()))
      response.on('end', () =>
        resolve(`${response.statusCode} ${/<Code>(.*)<\/Code>/.exec(text)?.[1] ?? ''}`),
      )
    })
    sent.on('error', reject)
    sent.end(message.body)
  })
}

describe('the double accepts what the real clients sign', () => {
  it('keys, session tokens and a longer body of the JS SDK', async () => {
    expect((await sdk(user).send(new GetCallerIdentityCommand({}))).Arn).toBe(user.arn)
    expect((await sdk(session).send(new GetCallerIdentityCommand({}))).Arn).toBe(session.arn)
    const assume = new AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: 'a+b=c,d.e@f-g',
      Policy: '{"Version":"2012-10-17","Statement":[]} äöü ~*',
    })
    expect((await sdk(user).send(assume)).AssumedRoleUser?.Arn).toContain('assumed-role/Dev/a+b=c')
  })

  const python = spawnSync('python3', ['-c', 'import botocore'])
  it.skipIf(python.status !== 0)('botocore (needs python3 with botocore)', async () => {
    const script = `
import sys, botocore.session
from botocore.config import Config
s = botocore.session.Session()
for key, secret, token in [(sys.argv[2], sys.argv[3], None), (sys.argv[4], sys.argv[5], sys.argv[6])]:
    c = s.create_client('sts', region_name='eu-west-1', endpoint_url=sys.argv[1], aws_access_key_id=key,
        aws_secret_access_key=secret, aws_session_token=token, config=Config(retries={'total_max_attempts': 1}))
    print(c.get_caller_identity()['Arn'])
`
    const env = { PATH: process.env['PATH'], HOME: '/nonexistent' }
    const { stdout } = await promisify(execFile)(
      'python3',
      [
        '-c',
        script,
        double.url,
        user.accessKeyId,
        user.secretAccessKey,
        session.accessKeyId,
        session.secretAccessKey,
        session.sessionToken!,
      ],
      { env },
    )
    expect(stdout.trim().split('\n')).toEqual([user.arn, session.arn])
  })
})

describe('the double refuses', () => {
  it('nothing when nothing was changed', async () => {
    expect(await send(signed())).toBe('200 ')
  })

  it.each<[string, (message: ReturnType<typeof signed>) => void, string]>([
    ['another body', (m) => (m.body += '&DurationSeconds=900'), '403 SignatureDoesNotMatch'],
    [
      'another date',
      (m) => (m.headers['x-amz-date'] = msToTimestamp(Date.now() + 61_000)),
      '403 SignatureDoesNotMatch',
    ],
    ['another host', (m) => (m.headers['host'] = 'sts.example.com'), '403 SignatureDoesNotMatch'],
    ['another content type', (m) => (m.headers['content-type'] = 'text/plain'), '403 SignatureDoesNotMatch'],
    ['another token', (m) => (m.headers['x-amz-security-token'] = 'x'), '403 SignatureDoesNotMatch'],
    [
      'another signature',
      (m) =>
        (m.headers.authorization = m.headers.authorization.replace(/.$/, (c) => (c === '0' ? '1' : '0'))),
      '403 SignatureDoesNotMatch',
    ],
    [
      'another key',
      (m) => (m.headers.authorization = m.headers.authorization.replace(/ASIA\w+/, 'ASIANOBODYEXAMPLE')),
      '403 InvalidClientTokenId',
    ],
    ['no authorization', (m) => (m.headers.authorization = ''), '400 IncompleteSignature'],
    [
      'half an authorization',
      (m) => (m.headers.authorization = 'AWS4-HMAC-SHA256 x'),
      '400 IncompleteSignature',
    ],
    ['no date', (m) => (m.headers['x-amz-date'] = ''), '400 IncompleteSignature'],
  ])('%s', async (_, change, answer) => {
    const message = signed()
    change(message)
    expect(await send(message)).toBe(answer)
  })

  it.each<[string, Parameters<typeof signed>[0]]>([
    ['another region', { region: 'us-east-1' }],
    ['another service', { service: 's3' }],
    ['a signature of half an hour ago', { date: Date.now() - 30 * 60_000 }],
    ['a signature of the next half hour', { date: Date.now() + 30 * 60_000 }],
    ['an unsigned token', { signedHeaders: ['content-type', 'host', 'x-amz-date'] }],
    ['an unsigned host', { signedHeaders: ['content-type', 'x-amz-date', 'x-amz-security-token'] }],
  ])('%s, although the signature itself is right', async (_, options) => {
    expect(await send(signed(options))).toBe('403 SignatureDoesNotMatch')
  })

  it('a wrong secret of the real client, with its code', async () => {
    const wrong = { ...user, secretAccessKey: 'wrong' }
    await expect(sdk(wrong).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    })
    await expect(sdk(user, 'us-west-2').send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    })
  })
})
