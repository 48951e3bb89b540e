import type { Output } from '../../shared/contract/index.ts'
import type { PlanView, Session, SignIn } from '../../shared/contract/models.ts'
import type { CoreEvent } from '../../shared/contract/events.ts'
import { fail, ok } from '../../shared/result.ts'
import type { HandlersOf } from './fake-handlers.ts'
import { planFor } from './fake-plan.ts'

export interface FakeSessions {
  sessions: Session[]
  signIns: SignIn[]
  held: Output<'sessionProfiles.list'>['profiles']
  organisation: Output<'organisations.list'>
  accountNames: Output<'organisations.accountNames'>['accounts']
}

export const noSessions = (): FakeSessions => ({
  sessions: [],
  signIns: [],
  held: [],
  accountNames: [],
  organisation: {
    session: 'acme',
    accounts: [],
    roles: [],
    complete: true,
    errors: [],
    at: '2026-11-28T12:00:00Z',
  },
})

/** Sign-ins, organisations and the console, as the page meets them. */
export function sessionHandlers(
  state: FakeSessions,
  keep: (plan: PlanView) => PlanView,
  emit: (event: CoreEvent) => void,
): HandlersOf<'sessions'> &
  HandlersOf<'sessionProfiles'> &
  HandlersOf<'organisations'> &
  HandlersOf<'console'> {
  const none = () => fail('SignInNotFound', 'This sign-in is no longer open.')
  const signIn = (id: string) => {
    const found = state.signIns.find(({ signInId }) => signInId === id)
    return found ? ok(found) : none()
  }
  return {
    'sessions.list': () =>
      ok({
        sessions: [...state.sessions],
        signIns: [...state.signIns],
        cacheFolder: '~/.aws/sso/cache',
      }),
    'sessions.signIn': ({ session, profile, method }) => {
      const known = state.sessions.find(
        ({ id, profiles }) => id === session || profiles.some(({ name }) => name === profile),
      )
      const now = Date.now()
      const chosen = method ?? known?.method ?? 'browser'
      const started: SignIn = {
        signInId: `sign-in-${state.signIns.length + 1}`,
        session: known?.id ?? session ?? 'sso:acme',
        name: known?.name ?? 'acme',
        method: chosen,
        startedAt: new Date(now).toISOString(),
        endsAt: new Date(now + 300_000).toISOString(),
        state: {
          kind: 'waiting',
          opened: chosen === 'browser',
          ...(chosen === 'browser'
            ? {}
            : {
                userCode: 'WDJB-MJHT',
                address: 'https://device.sso.eu-west-1.amazonaws.com/?user_code=WDJB-MJHT',
              }),
        },
      }
      state.signIns.push(started)
      emit({ type: 'sessionsChanged' })
      return ok(started)
    },
    'sessions.wait': ({ signInId }) => signIn(signInId),
    'sessions.paste': ({ signInId }) => signIn(signInId),
    'sessions.cancel': ({ signInId }) => {
      state.signIns = state.signIns.filter((one) => one.signInId !== signInId)
      emit({ type: 'sessionsChanged' })
      return ok({})
    },
    'sessions.signOut': ({ session }) =>
      ok({ signedOut: session === undefined ? [] : [session], untold: [] }),
    'sessionProfiles.list': () => ok({ profiles: [...state.held] }),
    'sessionProfiles.plan': ({ of }) =>
      ok({ plan: keep(planFor([], `session-${of}`, `Session of ${of}`)), profile: `${of}-session` }),
    'sessionProfiles.planRemove': () => ok(keep(planFor([], 'remove', 'Removed sessions'))),
    'organisations.find': ({ startUrl }) =>
      ok({ startUrl, region: 'eu-west-1', partition: 'aws', name: 'corp', existing: [] }),
    'organisations.accountNames': () => ok({ accounts: [...state.accountNames] }),
    'organisations.list': () => ok(state.organisation),
    'organisations.cancel': () => ok({}),
    'organisations.plan': () => ok({ items: [], plan: keep(planFor([], 'populate', 'Add profiles')) }),
    'console.open': ({ profile }) => ok({ profile: profile ?? 'dev', how: 'identity-center' as const }),
  }
}
