import type { Input } from '../../shared/contract/index.ts'
import type { Session, SignIn } from '../../shared/contract/models.ts'
import { plural } from '../ui/plural.ts'
import { navigate, place } from './navigation.ts'
import { notify, notifyError } from './notify.ts'
import type { SessionList } from './session-queries.ts'
import { ask } from './transport.ts'

export interface SignInTarget {
  readonly session?: string
  readonly profile?: string
  /** A session that is not in the files yet. */
  readonly newSession?: Input<'sessions.signIn'>['newSession']
  readonly method?: SignIn['method']
}

/** Sign-ins that this tab started, with the profiles that did not work then. */
const startedHere = new Map<string, ReadonlySet<string>>()

function notWorking(session: Session | undefined): ReadonlySet<string> {
  return new Set(
    (session?.profiles ?? []).filter(({ state }) => state.kind !== 'works').map(({ name }) => name),
  )
}

const sessionIn = (list: SessionList, id: string): Session | undefined =>
  list.sessions.find((session) => session.id === id)

/**
 * Starts a sign-in; if the user has to enter a code, goes to it. Undefined after it showed the user why it failed.
 * `tells`: false if the screen that started it shows the result.
 */
export async function signIn(target: SignInTarget, { tells = true } = {}): Promise<SignIn | undefined> {
  const before = await ask('sessions.list', {})
  const reply = await ask('sessions.signIn', { ...target })
  if (!reply.ok) {
    notifyError(reply.error)
    return undefined
  }
  const started = reply.value
  if (!tells) return started
  const session = before.ok ? sessionIn(before.value, started.session) : undefined
  startedHere.set(started.signInId, notWorking(session))
  if (place.get().view !== 'sessions') {
    if (started.state.kind === 'waiting' && (started.method !== 'browser' || !started.state.opened))
      navigate('sessions', started.session)
    else if (started.state.kind === 'waiting')
      notify(`Waiting for you in the browser. Sign in to ${started.name} there.`, undefined, 'plain')
  }
  await tellEndedSignIns()
  return started
}

/** Shows how the sign-ins of this tab ended. Called when sessions change. */
export async function tellEndedSignIns(): Promise<void> {
  if (startedHere.size === 0) return
  const list = await ask('sessions.list', {})
  if (!list.ok) return
  for (const { signInId, session, name, state } of list.value.signIns) {
    const before = startedHere.get(signInId)
    if (before === undefined || state.kind === 'waiting') continue
    startedHere.delete(signInId)
    if (state.kind === 'done') notify(doneWords(name, before, sessionIn(list.value, session)))
    else if (state.kind === 'failed') notifyError(state.error)
  }
}

/** "Signed in to acme. 18 profiles work again.", the second sentence only if some do. */
function doneWords(name: string, before: ReadonlySet<string>, session: Session | undefined): string {
  const again = (session?.profiles ?? []).filter(
    (profile) => profile.state.kind === 'works' && before.has(profile.name),
  ).length
  if (again === 0) return `Signed in to ${name}.`
  return `Signed in to ${name}. ${plural(again, 'profile works', 'profiles work')} again.`
}

export async function cancelSignIn(signInId: string): Promise<void> {
  startedHere.delete(signInId)
  const reply = await ask('sessions.cancel', { signInId })
  if (!reply.ok && reply.error.code !== 'SignInNotFound') notifyError(reply.error)
}

/** Signs out of a session, and reports if AWS could not be told. */
export async function signOut(session: Session): Promise<void> {
  const reply = await ask('sessions.signOut', { session: session.id })
  if (!reply.ok) return notifyError(reply.error)
  const untold = reply.value.untold[0]
  if (untold === undefined) return notify(`Signed out of ${session.name}.`)
  notify(
    `${session.name} is signed out on this computer. AWS could not be told (${untold.why}), so its tokens stay valid until they end.`,
    undefined,
    'plain',
  )
}
