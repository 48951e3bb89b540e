import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { patience } from '../../patience.ts'
import { openSessions, type SessionsWorld } from '../features/sessions/world.ts'

const run = promisify(execFile)
const python = 'python3'
const hasBotocore =
  spawnSync(python, ['-c', 'import botocore.tokens'], { timeout: patience.wait }).status === 0

let world: SessionsWorld
beforeEach(async () => {
  world = await openSessions()
})
afterEach(() => world.close())

const environment = (more: Record<string, string> = {}) => ({
  PATH: process.env['PATH'],
  HOME: world.home,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  ...world.organisation.env,
  ...more,
})

async function signIn(): Promise<void> {
  const begun = await world.call('sessions.signIn', { profile: 'dev' })
  if (!begun.ok) throw new Error(begun.error.message)
  const ended = await world.call('sessions.wait', { signInId: begun.value.signInId })
  expect(ended).toMatchObject({ value: { state: { kind: 'done' } } })
}

const identity = 'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_'

/** Who the profile `dev` is, as boto3 or the AWS CLI would ask. */
async function botocore(): Promise<string> {
  const script = `
import botocore.session
session = botocore.session.Session(profile='dev')
print(session.create_client('sts').get_caller_identity()['Arn'])`
  return (await run(python, ['-c', script], { env: environment() })).stdout
}

const javascript = async (): Promise<string> => {
  const script = `
    const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts')
    new STSClient({ profile: 'dev' }).send(new GetCallerIdentityCommand({})).then(({ Arn }) => console.log(Arn))`
  const cwd = join(import.meta.dirname, '../../..')
  return (await run(process.execPath, ['-e', script], { cwd, env: environment({ AWS_PROFILE: 'dev' }) }))
    .stdout
}

/** Lets botocore renew the token of the session, as it does below 15 minutes. */
async function renewByBotocore(): Promise<void> {
  const script = `
import botocore.session, botocore.tokens
session = botocore.session.Session(profile='dev')
print(session.get_auth_token().get_frozen_token().token)`
  await run(python, ['-c', script], { env: environment() })
}

describe.skipIf(!hasBotocore)(
  'botocore, which the AWS CLI and boto3 stand on (skipped where it is not there)',
  () => {
    it('works after our sign-in, without another step', async () => {
      await signIn()
      expect(await botocore()).toContain(identity)
    })

    it('renews what we signed in to, and we use what it renewed', async () => {
      await signIn()
      const before = await world.cached('corp')
      const over = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z/, 'Z')
      await world.putCached('corp', { ...before, expiresAt: over })
      await renewByBotocore()
      const renewed = await world.cached('corp')
      expect(renewed['accessToken']).not.toBe(before['accessToken'])
      const calls = world.organisation.callsTo('/token').length
      expect(await world.call('credentials.get', { name: 'dev' })).toMatchObject({ ok: true })
      expect(world.organisation.callsTo('/token')).toHaveLength(calls)
      expect(await botocore()).toContain(identity)
    })

    it('uses what we renewed', async () => {
      await world.putCached('corp', world.organisation.cached({ endsInSeconds: -60 }))
      expect(await world.call('credentials.get', { name: 'dev' })).toMatchObject({ ok: true })
      expect(await botocore()).toContain(identity)
      expect(world.organisation.callsTo('/token')).toHaveLength(1)
    })
  },
)

describe('the JS SDK', () => {
  it('works after our sign-in, and renews what we signed in to', async () => {
    await signIn()
    expect(await javascript()).toContain(identity)
    const over = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z/, 'Z')
    await world.putCached('corp', { ...(await world.cached('corp')), expiresAt: over })
    expect(await javascript()).toContain(identity)
    const calls = world.organisation.callsTo('/token').length
    expect(await world.call('credentials.get', { name: 'prod' })).toMatchObject({ ok: true })
    expect(world.organisation.callsTo('/token')).toHaveLength(calls)
  })
})
