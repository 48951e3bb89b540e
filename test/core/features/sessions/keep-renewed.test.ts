import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAwsFiles } from '../../../../core/aws/aws-files.ts'
import { identityCenter } from '../../../../core/features/sessions/identity-center.ts'
import { createRememberedMethods } from '../../../../core/features/sessions/chosen-method.ts'
import { keepRenewed } from '../../../../core/features/sessions/keep-renewed.ts'
import { loginSessions } from '../../../../core/features/sessions/login-sessions.ts'
import { createUnwrittenSessions } from '../../../../core/features/sessions/unwritten-sessions.ts'
import { loginCachePath } from '../../../../core/sessions/login/login-cache.ts'
import { readPortAtOnce } from '../../../../core/state/own-files.ts'
import { stackpassPaths } from '../../../../core/state/paths.ts'
import { readUserFile } from '../../../../core/system/read-user-file.ts'
import { createSignin, type Signin } from '../../../fakes/organisation/signin.ts'
import { openSessions, sessionsConfig, type SessionsWorld } from './world.ts'
import { readFileSync, writeFileSync } from 'node:fs'

const arn = 'arn:aws:iam::123456789012:user/ana'
let signin: Signin
let world: SessionsWorld
beforeEach(async () => {
  signin = createSignin({ arn })
  world = await openSessions({
    routes: [signin.routes],
    config: `${sessionsConfig('https://example.awsapps.com/start')}
[profile me]
login_session = ${arn}
region = eu-west-1
`,
  })
})
afterEach(() => world.close())

function watchFor(active: string | undefined) {
  const bugs: unknown[] = []
  const env = { HOME: world.home, ...world.organisation.env }
  const ports = {
    env,
    homeDir: world.home,
    platform: process.platform,
    host: 'desktop',
    version: '0',
  } as const
  const paths = stackpassPaths(env, process.platform, world.home)
  const aws = createAwsFiles({ read: (path, more) => readUserFile(readPortAtOnce, path, more) }, ports)
  const context = { ports, paths, aws, now: () => new Date() }
  const kinds = [
    identityCenter(context, createRememberedMethods(paths), createUnwrittenSessions()),
    loginSessions(context).kind,
  ]
  const watch = keepRenewed({
    aws,
    active: () => Promise.resolve(active),
    known: async (view) => (await Promise.all(kinds.map((find) => find(view)))).flat(),
    onBug: (error) => bugs.push(error),
  })
  return { watch, bugs }
}

const look = async (active: string | undefined) => {
  const { watch, bugs } = watchFor(active)
  await watch.tick()
  await watch.close()
  expect(bugs).toEqual([])
}
const renewals = () =>
  world.organisation.callsTo('/token').filter(({ body }) => body.includes('refresh_token')).length

describe('while the app is open', () => {
  it('the session in use is renewed when its token ends soon, and no other', async () => {
    await world.putCached('corp', world.organisation.cached({ endsInSeconds: 240 }))
    await look(undefined)
    await look('keys')
    expect(renewals()).toBe(0)
    await look('deploy')
    await look('deploy')
    expect(renewals()).toBe(1)
    expect(world.browser.opened).toEqual([])
  })

  it('a login goes on, and nobody is asked once it is over', async () => {
    const begun = await world.call('sessions.signIn', { profile: 'me' })
    if (!begun.ok) throw new Error(begun.error.message)
    await world.call('sessions.wait', { signInId: begun.value.signInId })
    const path = loginCachePath(arn, { env: {}, home: world.home })
    const soon = () => {
      const fields = JSON.parse(readFileSync(path, 'utf8')) as { accessToken: Record<string, string> }
      fields.accessToken['expiresAt'] = new Date(Date.now() + 60_000).toISOString()
      writeFileSync(path, JSON.stringify(fields))
    }
    soon()
    await look('me')
    expect(signin.given.byRefresh).toBe(1)
    soon()
    signin.knobs.refusal = 'TOKEN_EXPIRED'
    const before = world.browser.opened.length
    await look('me')
    signin.knobs.refusal = undefined
    // It works until its keys end; then there is nothing to renew.
    await look('me')
    expect(signin.given.byRefresh).toBe(1)
    expect(world.browser.opened).toHaveLength(before)
  })

  it('no network is no news', async () => {
    await world.putCached('corp', world.organisation.cached({ endsInSeconds: 240 }))
    world.organisation.knobs.failure = 'server'
    await look('dev')
    world.organisation.knobs.failure = undefined
    await look('dev')
    expect(world.organisation.world.refreshTokens.size).toBeGreaterThan(0)
  })
})
