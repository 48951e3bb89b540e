import { mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { listenForCallback } from '../../../core/sessions/callback-listener.ts'
import { sessionCachePath } from '../../../core/sessions/token-cache.ts'
import { otherUid, runAs, whyNot } from '../../fakes/other-user.ts'
import { openSessions, type SessionsWorld } from '../features/sessions/world.ts'

let world: SessionsWorld
afterEach(() => world?.close())

async function stateOf(id: string): Promise<unknown> {
  const list = await world.call('sessions.list', {})
  return list.ok ? list.value.sessions.find((session) => session.id === id)?.state : list.error
}

async function signIn(): Promise<unknown> {
  const started = await world.call('sessions.signIn', { session: 'sso:corp' })
  if (!started.ok) return started.error
  const ended = await world.call('sessions.wait', { signInId: started.value.signInId })
  return ended.ok ? ended.value.state.kind : ended.error
}

describe('the listener under attack', () => {
  it('takes the right answer after a flood of wrong ones', async () => {
    const state = 'a-state-that-nobody-guesses'
    const listener = await listenForCallback(state)
    try {
      const guesses = Array.from({ length: 300 }, async (_, index) => {
        const answer = await fetch(`${listener.redirectUri}?code=bad&state=guess-${String(index)}`)
        return answer.status
      })
      expect(new Set(await Promise.all(guesses))).toEqual(new Set([400]))
      const shown = fetch(`${listener.redirectUri}?code=good&state=${state}`)
      const callback = await listener.answer
      expect(callback).toMatchObject({ kind: 'code', code: 'good' })
      callback.tell({ status: 200, title: 'Done', lines: [] })
      expect((await shown).status).toBe(200)
    } finally {
      listener.close()
    }
  })

  describe.skipIf(otherUid === undefined)(`by another user of the computer${whyNot}`, () => {
    it('hears nothing of what that user sends, also with the right state', async () => {
      const state = 'a-state-that-was-read-somewhere'
      const listener = await listenForCallback(state)
      const script = `
        const to = new URL(process.argv[1])
        const request = 'GET ' + to.pathname + to.search + ' HTTP/1.1\\r\\nHost: ' + to.host + '\\r\\n\\r\\n'
        let got = ''
        const socket = require('node:net').connect(Number(to.port), to.hostname, () => socket.write(request))
        socket.on('data', (chunk) => (got += chunk))
        socket.on('error', () => {})
        socket.on('close', () => console.log('got', JSON.stringify(got)))`
      const other = runAs(otherUid ?? 0, script, [`${listener.redirectUri}?code=theirs&state=${state}`])
      try {
        expect(await other.line(/^got/)).toBe('got ""')
        const shown = fetch(`${listener.redirectUri}?code=ours&state=${state}`)
        const callback = await listener.answer
        expect(callback).toMatchObject({ kind: 'code', code: 'ours' })
        callback.tell({ status: 200, title: 'Done', lines: [] })
        await shown
      } finally {
        await other.end()
        listener.close()
      }
    })
  })
})

describe('a cache of tokens', () => {
  it.each<[string, string | Uint8Array]>([
    ['is empty', ''],
    ['was cut off', '{"startUrl": "https://acme.awsapps.com/start", "accessToken": "abc'],
    ['is a list', '["accessToken"]'],
    ['is no text', Uint8Array.from({ length: 300 }, (_, index) => index % 256)],
    ['has a token without a date', '{"accessToken": "abc"}'],
    ['has a date that is none', '{"accessToken": "abc", "expiresAt": "soon"}'],
    ['has another kind of token', '{"accessToken": {"a": 1}, "expiresAt": "2099-01-01T00:00:00Z"}'],
    ['is larger than any token', `{"accessToken": "${'x'.repeat(9_000_000)}"}`],
  ])('that %s means signed out, and a sign-in mends it', async (_, content) => {
    world = await openSessions()
    const path = sessionCachePath(world.home, 'corp')
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content, { mode: 0o600 })
    expect(await stateOf('sso:corp')).toEqual({ kind: 'signIn' })
    expect(await signIn()).toBe('done')
    expect(await stateOf('sso:corp')).toMatchObject({ kind: 'works' })
    expect(await world.cached('corp')).toMatchObject({ startUrl: world.organisation.startUrl })
    expect(world.incidents).toEqual([])
  })

  it('is kept where its folder leads, as with dotfiles, and private there', async () => {
    world = await openSessions()
    const elsewhere = join(world.home, 'dotfiles', 'sso')
    await mkdir(join(elsewhere, 'cache'), { recursive: true, mode: 0o700 })
    await symlink(elsewhere, join(world.home, '.aws', 'sso'))
    expect(await signIn()).toBe('done')
    expect(await readlink(join(world.home, '.aws', 'sso'))).toBe(elsewhere)
    const path = sessionCachePath(world.home, 'corp').replace(join(world.home, '.aws', 'sso'), elsewhere)
    expect(JSON.parse(await readFile(path, 'utf8'))).toHaveProperty('accessToken')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await stateOf('sso:corp')).toMatchObject({ kind: 'works' })
  })
})

it('a role that vanishes after it was listed is a refusal of that role, and the session goes on', async () => {
  world = await openSessions()
  expect(await signIn()).toBe('done')
  world.organisation.knobs.vanished.add('123456789012/Admin')
  const checked = await world.call('verify.run', { runId: 'r', profiles: ['dev'] })
  expect(checked).toMatchObject({
    value: { results: [{ status: 'failed', failure: { code: 'AccessDenied' } }] },
  })
  const list = await world.call('sessions.list', {})
  const corp = list.ok ? list.value.sessions.find(({ id }) => id === 'sso:corp') : undefined
  expect(corp?.state).toMatchObject({ kind: 'works' })
  const states = new Map(corp?.profiles.map(({ name, state }) => [name, state.kind]))
  expect(states.get('prod')).toBe('works')
  expect(states.get('dev')).toBe('needsPermission')
})
