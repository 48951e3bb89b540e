import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openSessions, type SessionsWorld } from './world.ts'

let world: SessionsWorld
afterEach(() => world.close())

const newSession = { name: 'acme', startUrl: 'https://example.awsapps.com/start', region: 'eu-west-1' }
const shown = async () => {
  const list = await world.call('sessions.list', {})
  return list.ok ? list.value.sessions.map(({ id, unwritten, state }) => [id, unwritten, state.kind]) : []
}
const signIn = async () => {
  const started = await world.call('sessions.signIn', { newSession })
  if (!started.ok) throw new Error(started.error.message)
  const ended = await world.call('sessions.wait', { signInId: started.value.signInId })
  return ended.ok ? ended.value.state.kind : ended.error.code
}

describe('a session that is not in the files yet', () => {
  it('is signed in to, listed and signed out of, and nothing is written', async () => {
    world = await openSessions({ config: '' })
    expect(await signIn()).toBe('done')
    expect(await shown()).toEqual([['sso:acme', true, 'works']])
    expect(await world.cached('acme')).toMatchObject({ startUrl: newSession.startUrl, region: 'eu-west-1' })
    expect(await readFile(join(world.home, '.aws', 'config'), 'utf8')).toBe('')
    expect(await world.call('sessions.signOut', { session: 'sso:acme' })).toMatchObject({
      value: { signedOut: ['sso:acme'] },
    })
    expect(world.organisation.callsTo('/logout')).toHaveLength(1)
    expect(await shown()).toEqual([])
  })

  it('is not shown when nobody signed in to it', async () => {
    world = await openSessions({ config: '', knobs: { deny: true } })
    expect(await signIn()).toBe('failed')
    expect(await shown()).toEqual([])
  })

  it('becomes one of the files when it is written', async () => {
    world = await openSessions({ config: '' })
    await signIn()
    const listed = await world.call('organisations.list', { runId: 'x', session: { newSession } })
    expect(listed).toMatchObject({ value: { session: 'sso:acme', complete: true } })
    const planned = await world.call('organisations.plan', {
      session: { newSession },
      template: { text: '{account}-{role}', case: 'lower' },
    })
    if (!planned.ok || planned.value.plan === undefined) throw new Error('there is no plan')
    await world.call('edits.apply', { planId: planned.value.plan.planId })
    expect(await shown()).toEqual([['sso:acme', undefined, 'works']])
  })
})
