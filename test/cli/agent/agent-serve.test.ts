import { fromHttp } from '@aws-sdk/credential-providers'
import { spawn, spawnSync } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../fakes/sts/server.ts'
import { withSandbox } from '../command/with-sandbox.ts'

const at = withSandbox()
const alice = userIdentity('alice')
const dev = 'arn:aws:iam::123456789012:role/dev'
let double: StsDouble
beforeAll(async () => {
  double = await startStsDouble({ identities: [alice], roles: [{ arn: dev }] })
})
afterAll(() => double.close())

interface Served {
  readonly lease: string
  readonly AWS_CONTAINER_CREDENTIALS_FULL_URI: string
  readonly AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: string
}

let served: Served
let ended: Promise<number | null>
let stop = (): void => undefined

beforeEach(async () => {
  await at.sandbox.write('config', `[profile dev]\nrole_arn = ${dev}\nsource_profile = alice\n`)
  await at.sandbox.write(
    'credentials',
    `[alice]\naws_access_key_id = ${alice.accessKeyId}\naws_secret_access_key = ${alice.secretAccessKey}\n`,
  )
  const child = spawn(
    process.execPath,
    [at.entry, 'agent', 'serve', '--profile', 'dev', '--read-only', '--json'],
    {
      env: { ...at.sandbox.environment, AWS_ENDPOINT_URL_STS: double.url },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  ended = new Promise((resolve) => child.once('close', resolve))
  stop = () => void child.kill('SIGTERM')
  const text = await new Promise<string>((resolve) =>
    child.stdout.setEncoding('utf8').once('data', (part: string) => resolve(part)),
  )
  served = (JSON.parse(text) as { value: Served }).value
})
afterEach(async () => {
  stop()
  await ended
})

it('is read by the JS SDK, and by botocore where that is installed', async () => {
  const provider = fromHttp({
    awsContainerCredentialsFullUri: served.AWS_CONTAINER_CREDENTIALS_FULL_URI,
    awsContainerAuthorizationTokenFile: served.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE,
  })
  const given = await provider()
  expect(given.accessKeyId).toMatch(/^ASIA/)
  expect(given.expiration!.getTime()).toBeGreaterThan(Date.now())
  const { form } = double.received.findLast(({ action }) => action === 'AssumeRole')!
  expect(form.get('PolicyArns.member.1.arn')).toBe('arn:aws:iam::aws:policy/ReadOnlyAccess')
  const script = 'import botocore.session as s; print(s.Session().get_credentials().access_key)'
  const python = spawnSync('python3', ['-c', script], {
    encoding: 'utf8',
    env: { ...at.sandbox.environment, ...served, AWS_EC2_METADATA_DISABLED: 'true' } as NodeJS.ProcessEnv,
  })
  if (python.stderr.includes('No module named')) return
  expect(python.stdout.trim()).toBe(given.accessKeyId)
})

it('gives nothing without the token, to a page, under another name, or after its end', async () => {
  const url = served.AWS_CONTAINER_CREDENTIALS_FULL_URI
  const token = await readFile(served.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, 'utf8')
  expect((await stat(served.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE)).mode & 0o777).toBe(0o600)
  const ask = async (headers: Record<string, string>, address = url, method = 'GET') => {
    const reply = await fetch(address, { headers, method })
    return [reply.status, (await reply.text()).includes('SecretAccessKey')]
  }
  expect(await ask({ authorization: token })).toEqual([200, true])
  expect(await ask({})).toEqual([401, false])
  expect(await ask({ authorization: token.replace(/./, 'x') })).toEqual([401, false])
  expect(await ask({ authorization: token, origin: 'http://evil.example' })).toEqual([403, false])
  expect(await ask({ authorization: token }, url.replace('127.0.0.1', 'localhost'))).toEqual([403, false])
  expect(await ask({ authorization: token }, `${url}/prod`)).toEqual([404, false])
  expect(await ask({ authorization: token }, url, 'POST')).toEqual([404, false])
  const listed = await at.sandbox.run(['agent', 'list'])
  expect(listed.stdout).toMatch(/endpoint\s+used once, 2 refused/)
  await at.sandbox.run(['agent', 'end', served.lease])
  expect(await ended).toBe(0)
  await expect(fetch(url)).rejects.toThrow()
  await expect(stat(dirname(served.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE))).rejects.toThrow('ENOENT')
})
