import { expect, it } from 'vitest'
import { sessionItems, type TraySessions } from '../../../electron/tray/tray-sessions.ts'
import { trayMenu } from '../../../electron/tray/tray-menu.ts'
import { inMinutes, now, profile, trayState } from './profiles.ts'

type Session = TraySessions['sessions'][number]

const signedOut = { kind: 'signIn' } as const
const works = { kind: 'works', until: inMinutes(60) } as const

function session(name: string, more: Partial<Session> = {}): Session {
  const profiles = [{ name: `${name}-dev`, state: signedOut }]
  return { id: `sso:${name}`, kind: 'identity-center', name, state: signedOut, profiles, ...more }
}

const device = (name: string, more: Partial<Session> = {}) =>
  session(name, { id: `mfa:${name}`, kind: 'mfa', state: { kind: 'needsCode', serial: name }, ...more })

const labels = (sessions: readonly Session[], signIns: TraySessions['signIns'] = []) =>
  sessionItems({ sessions: [...sessions], signIns }).map((item) => ('label' in item ? item.label : item.kind))

it('has one entry for each session that waits for a person, and none for what works', () => {
  const all = [
    session('acme', { profiles: ['a', 'b', 'c'].map((name) => ({ name, state: signedOut })) }),
    session('done', { state: works }),
    session('me', { id: 'login:me', kind: 'login' }),
    session('old', {
      id: 'portal:old',
      kind: 'legacy',
      state: { kind: 'broken', why: 'Its region is not given.' },
    }),
    device('ana'),
    device('warm', { state: works }),
    device('nobody', { profiles: [] }),
  ]
  expect(sessionItems({ sessions: all, signIns: [] })).toEqual([
    { kind: 'item', label: 'Sign in: acme', action: { type: 'signIn', session: 'sso:acme' } },
    { kind: 'item', label: 'Sign in: me', action: { type: 'signIn', session: 'login:me' } },
    { kind: 'item', label: 'Enter a code: ana', action: { type: 'code', profile: 'ana-dev' } },
  ])
})

it('says which one waits for the browser, and leads to it', () => {
  const signIn = {
    signInId: '1',
    session: 'sso:acme',
    name: 'acme',
    method: 'browser',
    startedAt: inMinutes(0),
    endsAt: inMinutes(5),
  } as const
  const waiting = { ...signIn, state: { kind: 'waiting', opened: true } } as const
  expect(sessionItems({ sessions: [session('acme')], signIns: [waiting] })).toEqual([
    { kind: 'item', label: 'Waiting for you: acme', action: { type: 'show', view: 'sessions' } },
  ])
  const ended = { ...signIn, state: { kind: 'cancelled' } } as const
  expect(labels([session('acme')], [ended])).toEqual(['Sign in: acme'])
})

it('shows five of many and says how many are left; hides no character of a name', () => {
  const many = Array.from({ length: 8 }, (_, index) => session(`s${String(index)}`))
  expect(labels(many)).toEqual([
    ...many.slice(0, 5).map(({ name }) => `Sign in: ${name}`),
    '3 more to sign in to, in Stackpass',
  ])
  expect(labels(many.slice(0, 5))).toHaveLength(5)
  expect(labels([session('a & b\u202e')])).toEqual(['Sign in: a && b⟨U+202E⟩'])
  const [long] = labels([session('n'.repeat(300))])
  expect(long?.length).toBeLessThan(60)
})

it('stands under the active profile, and nowhere before the sessions are known', () => {
  const state = trayState([profile('p')])
  const read = (menu: ReturnType<typeof trayMenu>) =>
    menu.flatMap((item) => ('label' in item ? [item.label] : ['---']))
  const without = read(trayMenu(state, now))
  const withOne = trayMenu({ ...state, sessions: { sessions: [session('acme')], signIns: [] } }, now)
  expect(read(withOne)).toEqual(['No active profile', '---', 'Sign in: acme', ...without.slice(1)])
})
