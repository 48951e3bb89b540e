import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loginCachePath } from '../../../../core/sessions/login/login-cache.ts'
import { until } from '../../../patience.ts'
import { openSessions, sessionsConfig, type SessionsWorld } from './world.ts'

let world: SessionsWorld
beforeEach(async () => {
  world = await openSessions({ ports: { watch: true } })
})
afterEach(() => world.close())

const told = (): number => world.events.filter(({ type }) => type === 'sessionsChanged').length

/** Writes until the change is seen: the watch may only just be starting. */
async function seen(change: () => Promise<unknown>): Promise<void> {
  const before = told()
  await until(async () => {
    await change()
    expect(told()).toBeGreaterThan(before)
  })
}

describe('the caches of sessions', () => {
  it('are watched: another tool signs in, renews and signs out', async () => {
    let path = ''
    await seen(async () => (path = await world.putCached('corp', world.organisation.cached())))
    await seen(() => rm(path, { force: true }))
  })

  it('are those of the sessions that the files have now', async () => {
    const config = `${sessionsConfig(world.organisation.startUrl)}
[sso-session later]
sso_start_url = ${world.organisation.startUrl}
sso_region = eu-west-1
`
    await seen(() => world.putCached('corp', world.organisation.cached()))
    await writeFile(join(world.home, '.aws', 'config'), config)
    await until(() => expect(world.events.some(({ type }) => type === 'filesChanged')).toBe(true))
    await seen(() => world.putCached('later', world.organisation.cached()))
  })

  it('are those of aws login, too', async () => {
    const arn = 'arn:aws:iam::123456789012:user/ana'
    await world.close()
    const config = `[profile me]\nlogin_session = ${arn}\n`
    world = await openSessions({ ports: { watch: true }, config })
    const path = loginCachePath(arn, { env: {}, home: world.home })
    await mkdir(dirname(path), { recursive: true })
    let count = 0
    await seen(() => writeFile(path, String((count += 1))))
  })
})
