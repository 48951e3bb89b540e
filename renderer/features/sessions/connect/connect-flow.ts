import type { CoreEvent } from '../../../../shared/contract/events.ts'
import type { Reply } from '../../../../shared/contract/index.ts'
import type { PlanView, Session } from '../../../../shared/contract/models.ts'
import { fail, ok, type CodedError } from '../../../../shared/result.ts'
import { signIn } from '../../../app/sign-in.ts'
import { ask, currentHostLink } from '../../../app/transport.ts'
import {
  connecting,
  forgetConnecting,
  migrate,
  prune,
  region,
  startUrl as startUrlTyped,
  templateForm,
  templateTouched,
  type Connecting,
  type Listed,
  type SessionChoice,
} from './connect-state.ts'
import { formOf, templateOf } from './template-form.ts'

/** A more recent answer is not reloaded automatically. */
const freshForMs = 15 * 60_000

const isOld = ({ at }: Listed): boolean => Date.now() - Date.parse(at) > freshForMs

let runs = 0

/** Updates the current organisation, unless another one has replaced it. */
function change(startUrl: string, update: (now: Connecting) => Connecting): void {
  const now = connecting.get()
  if (now?.startUrl === startUrl) connecting.set(update(now))
}

const without = ({ error: _, ...rest }: Connecting): Connecting => rest

/** Starts with the result for the start URL: lists if somebody is signed in, otherwise signs in. */
export async function begin(next: Omit<Connecting, 'arrived'>): Promise<void> {
  forgetConnecting()
  connecting.set({ ...next, arrived: new Map() })
  region.set(next.region)
  const failed = await list(next.startUrl, false)
  if (failed?.code === 'SignedOut') await startSignIn()
  else tell(next.startUrl, failed)
}

/** The session for core: by name if it is in the files, else as a new one. */
const choiceOf = (
  { name, startUrl, region: home }: Pick<Connecting, 'name' | 'startUrl' | 'region'>,
  isWritten: boolean,
): SessionChoice => (isWritten ? { session: name } : { newSession: { name, startUrl, region: home } })

/** Notes whether the files have its session; an undo removes it again. */
export function noteWritten(sessions: readonly string[]): void {
  connecting.update((now) => {
    if (now === undefined) return now
    const isWritten = sessions.includes(now.name)
    return 'session' in now.choice === isWritten ? now : { ...now, choice: choiceOf(now, isWritten) }
  })
}

/** Starts with a session from the files, or continues with a new one. */
export function beginWith({
  name,
  startUrl = name,
  region: home = '',
  method,
  unwritten,
}: Session): Promise<void> {
  const choice = choiceOf({ name, startUrl, region: home }, unwritten !== true)
  const more = { regionFound: false, ...(method === 'device' && { method }) }
  return begin({ choice, name, startUrl, region: home, ...more })
}

/** Shows why there is no listing. */
function tell(startUrl: string, error: CodedError | undefined): void {
  if (error !== undefined) change(startUrl, (now) => ({ ...now, error: { at: 'accounts', error } }))
}

async function listAndTell(startUrl: string, refresh: boolean): Promise<void> {
  tell(startUrl, await list(startUrl, refresh))
}

/** Signs in, with the browser or with a code. */
export async function startSignIn(): Promise<void> {
  const now = connecting.get()
  if (now === undefined || now.starting === true) return
  const { choice, startUrl, method } = now
  change(startUrl, (known) => ({ ...without(known), starting: true }))
  const target = 'session' in choice ? { session: `sso:${choice.session}` } : choice
  const started = await signIn({ ...target, ...(method !== undefined && { method }) }, { tells: false })
  change(startUrl, ({ starting: _, signInId: __, ...known }) => ({
    ...known,
    ...(started !== undefined && { signInId: started.signInId }),
  }))
  // The user already saw why.
  if (started === undefined && connecting.get()?.listed === undefined) backToStart()
}

/** The sign-in succeeded: continue. */
export function signedIn(): void {
  const now = connecting.get()
  if (now === undefined) return
  change(now.startUrl, ({ signInId: _, ...known }) => known)
  void listAndTell(now.startUrl, now.listed?.complete === true)
}

export function signInFailed(error: CodedError): void {
  const now = connecting.get()
  if (now === undefined) return
  change(now.startUrl, ({ signInId: _, ...known }) => ({ ...known, error: { at: 'signIn', error } }))
}

/** Back to the start URL; an open sign-in continues. */
export function backToStart(): void {
  startUrlTyped.set(connecting.get()?.startUrl ?? '')
  connecting.set(undefined)
}

function noteProgress(startUrl: string, event: Extract<CoreEvent, { type: 'listingProgress' }>): void {
  change(startUrl, (now) => {
    if (now.run?.runId !== event.runId) return now
    const arrived = new Map(now.arrived)
    for (const account of event.found) arrived.set(account.id, account)
    const { accounts, done, roles } = event
    return { ...now, arrived, run: { ...now.run, accounts, done, roles } }
  })
}

/** Keeps an answer, with the last used names. */
function take(startUrl: string, listed: Listed): void {
  if (listed.template !== undefined && !templateTouched.get()) templateForm.set(formOf(listed.template))
  change(startUrl, (now) => ({ ...now, listed }))
}

/** Lists accounts and roles; rows appear as they arrive. Resolves with the error if there is no answer. */
async function list(startUrl: string, refresh: boolean): Promise<CodedError | undefined> {
  const start = connecting.get()
  if (start?.startUrl !== startUrl || start.run !== undefined) return undefined
  const runId = `connect-${Date.now().toString(36)}-${++runs}`
  const run = { runId, accounts: 0, done: 0, roles: 0, stopping: false }
  change(startUrl, (now) => ({ ...without(now), run, arrived: new Map() }))
  const stop = currentHostLink().onEvent((event) => {
    if (event.type === 'listingProgress' && event.runId === runId) noteProgress(startUrl, event)
  })
  const reply = await ask('organisations.list', { runId, session: start.choice, refresh })
  stop()
  change(startUrl, ({ run: _, ...now }) => now)
  if (!reply.ok) return reply.error
  take(startUrl, reply.value)
  return isOld(reply.value) && !refresh ? list(startUrl, true) : undefined
}

/** Lists again if the last listing is old. */
export function listIfOld(): void {
  const now = connecting.get()
  if (now?.listed !== undefined && isOld(now.listed)) listAgain()
}

/** Lists again: continues a stopped listing, otherwise reloads everything. */
export function listAgain(): void {
  const now = connecting.get()
  if (now === undefined) return
  void listAndTell(now.startUrl, now.listed?.complete === true)
}

/** The files changed: reloads which profiles already exist, without asking AWS. */
export async function refreshKnown(sessions: readonly string[]): Promise<void> {
  noteWritten(sessions)
  const now = connecting.get()
  if (now?.listed?.complete !== true || now.run !== undefined) return
  const runId = `connect-known-${++runs}`
  const reply = await ask('organisations.list', { runId, session: now.choice })
  if (reply.ok) change(now.startUrl, (known) => ({ ...known, listed: reply.value }))
}

/** Stops the running listing and keeps its results so far. */
export async function stopListing(): Promise<void> {
  const now = connecting.get()
  if (now?.run === undefined) return
  const { runId } = now.run
  change(now.startUrl, (known) => ({ ...known, ...(known.run && { run: { ...known.run, stopping: true } }) }))
  await ask('organisations.cancel', { runId })
}

/** Leaves the organisation: stops a listing; nothing was written. */
export function leave(): void {
  void stopListing()
  startUrlTyped.set('')
  forgetConnecting()
}

/** The change as core plans it, with what renames affect and what must stay. */
export async function planProfiles(chosen: ReadonlySet<string>): Promise<Reply<PlanView>> {
  const now = connecting.get()
  if (now === undefined) return fail('PlanNotFound', 'The organisation was left.')
  const { text, trim, case: letters, separator } = templateOf(templateForm.get())
  const reply = await ask('organisations.plan', {
    session: now.choice,
    template: { text, trim: [...(trim ?? [])], case: letters, separator },
    choose: [...chosen].map((key) => {
      const [accountId = '', roleName = ''] = key.split('\n')
      return { accountId, roleName }
    }),
    ...(region.get() !== '' && { region: region.get() }),
    ...(prune.get() && { prune: true }),
    ...(migrate.get() && { migrate: true }),
  })
  if (!reply.ok) return reply
  if (reply.value.plan !== undefined) return ok(reply.value.plan)
  return fail('NothingToChange', 'The profiles are in step with the organisation.', {
    remedy: 'Choose another account or role.',
  })
}
