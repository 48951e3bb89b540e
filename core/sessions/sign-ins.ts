import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SignIn } from '../../shared/contract/models.ts'
import type { Reply } from '../../shared/contract/index.ts'
import { type CodedError, fail, ok, type Result } from '../../shared/result.ts'
import type { EventHub } from '../host/event-hub.ts'

type Waiting = Omit<Extract<SignIn['state'], { kind: 'waiting' }>, 'kind'>

/** The result: until when it works, if known, and who signed in with `aws login`, in which region. */
export interface SignInDone {
  readonly until?: string
  readonly login?: { readonly arn: string; readonly region: string }
}

/** One way of signing in to one session, ready to run. */
export interface SignInFlow {
  /** The id of the session, and the user's name for it. */
  readonly session: string
  readonly name: string
  readonly method: SignIn['method']
  readonly limitMs: number
  /**
   * Signs in. Tells what the user must do as soon as that is known, and ends by the signal.
   */
  run(tell: (waiting: Waiting) => void, signal: AbortSignal): Promise<Result<SignInDone>>
  /** What the user pastes, for a flow that waits for text; says what is wrong with it. */
  paste?(text: string): CodedError | undefined
}

export interface SignIns {
  /** Starts a flow; resolves when the user can do something, or with why there is nothing to do. */
  start(flow: SignInFlow): Promise<Result<SignIn>>
  list(): SignIn[]
  wait(id: string): Promise<Result<SignIn>>
  paste(id: string, text: string): Promise<Result<SignIn>>
  cancel(id: string): Result<Record<string, never>>
  /** Ends all, for a host that closes. */
  close(): Promise<void>
}

/** How long an ended sign-in is shown, so that a page that asks later learns the outcome. */
const rememberedMs = 5 * 60_000

interface Entry {
  view: SignIn
  readonly flow: SignInFlow
  readonly stop: AbortController
  readonly ended: Promise<void>
}

const unknown = () =>
  fail('SignInNotFound', 'This sign-in is no longer open.', {
    reason: 'It ended a while ago, or another process started it.',
    remedy: 'Sign in again.',
  })

/** The sign-ins of this process. One session has one at a time: a new one ends the one before. */
export function createSignIns(
  events: Pick<EventHub, 'emit'>,
  now: () => Date,
  onBug: (error: unknown) => Reply<never>,
): SignIns {
  const entries = new Map<string, Entry>()

  function change(entry: Entry, state: SignIn['state']): void {
    entry.view = { ...entry.view, state }
    events.emit({ type: 'sessionsChanged' })
  }

  function forgetOld(): void {
    for (const [id, { view }] of entries) {
      const isOld = Date.parse(view.endsAt) + rememberedMs < now().getTime()
      if (view.state.kind !== 'waiting' && isOld) entries.delete(id)
    }
  }

  function begin(flow: SignInFlow): { entry: Entry; told: Promise<CodedError | undefined> } {
    const startedAt = now()
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort('time'), flow.limitMs)
    let tellFirst: (error: CodedError | undefined) => void = () => undefined
    const told = new Promise<CodedError | undefined>((resolve) => (tellFirst = resolve))
    const tell = (waiting: Waiting): void => {
      if (stop.signal.aborted) return
      change(entry, { kind: 'waiting', ...waiting })
      tellFirst(undefined)
    }
    const run = async (): Promise<void> => {
      // The entry exists before anything is said about it.
      await undefined
      const result = await flow.run(tell, stop.signal).catch((error: unknown) => onBug(error))
      clearTimeout(timer)
      const endsAt = now().toISOString()
      entry.view = { ...entry.view, endsAt }
      if (stop.signal.aborted && stop.signal.reason !== 'time') change(entry, { kind: 'cancelled' })
      else if (result.ok) change(entry, { kind: 'done', ...result.value })
      else change(entry, { kind: 'failed', error: result.error })
      tellFirst(result.ok ? undefined : result.error)
    }
    const entry: Entry = {
      flow,
      stop,
      view: {
        signInId: randomUUID(),
        session: flow.session,
        name: flow.name,
        method: flow.method,
        startedAt: startedAt.toISOString(),
        endsAt: new Date(startedAt.getTime() + flow.limitMs).toISOString(),
        state: { kind: 'waiting', opened: false },
      },
      ended: run(),
    }
    return { entry, told }
  }

  return {
    async start(flow) {
      forgetOld()
      for (const { view, stop } of entries.values())
        if (view.session === flow.session && view.state.kind === 'waiting') stop.abort('replaced')
      const { entry, told } = begin(flow)
      entries.set(entry.view.signInId, entry)
      const failed = await Promise.race([told, entry.ended.then(() => undefined)])
      // A failure before the user could do anything is the answer itself: there is nothing to wait for.
      if (failed === undefined) return ok(entry.view)
      entries.delete(entry.view.signInId)
      return { ok: false, error: failed }
    },
    list() {
      forgetOld()
      return [...entries.values()].map(({ view }) => view)
    },
    async wait(id) {
      const entry = entries.get(id)
      if (entry === undefined) return unknown()
      await entry.ended
      return ok(entry.view)
    },
    async paste(id, text) {
      const entry = entries.get(id)
      if (entry === undefined) return unknown()
      if (entry.flow.paste === undefined)
        return fail('SignInRefused', 'This sign-in does not take a text.', {
          reason: 'Only a sign-in on another machine ends with a pasted text.',
          remedy: 'Finish it in the browser.',
        })
      const wrong = entry.flow.paste(text)
      if (wrong !== undefined) return { ok: false, error: wrong }
      await Promise.race([entry.ended, sleep(0)])
      return ok(entry.view)
    },
    cancel(id) {
      const entry = entries.get(id)
      if (entry === undefined) return unknown()
      entry.stop.abort('cancelled')
      return ok({})
    },
    async close() {
      for (const { stop } of entries.values()) stop.abort('closed')
      await Promise.all([...entries.values()].map(({ ended }) => ended))
    },
  }
}
