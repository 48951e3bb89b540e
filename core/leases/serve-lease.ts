import type { Lease, LeaseEnd } from '../../shared/domain/leases/types.ts'
import type { Caller, RefusalReason } from '../../shared/domain/handouts/types.ts'
import { isVaultHeld } from '../../shared/domain/vault/held.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { CredentialContext, Credentials } from '../credentials/types.ts'
import { findCaller } from '../handouts/find-caller.ts'
import { handOut, type HandingOut } from '../handouts/hand-out.ts'
import { recordHandOut } from '../handouts/ledger.ts'
import type { CorePorts } from '../host/ports.ts'
import type { Broker } from './broker.ts'
import { leaseCredentials } from './lease-credentials.ts'
import { isAskedToEnd, whyAskedToEnd, writeLease, type KeptLease } from './lease-files.ts'
import type { Subject } from './subject.ts'
import type { LeasedCredentials } from './protocol.ts'
import type { WantedRights } from './wanted-rights.ts'

export interface ServedLease {
  readonly lease: Lease
  /** Called once the program runs. */
  running(pid: number): Promise<void>
  /** Ends it; calling again changes nothing. */
  end(why: LeaseEnd): Promise<void>
  /** Resolves when it has ended. */
  readonly ended: Promise<LeaseEnd>
}

interface ServingContext extends HandingOut {
  readonly ports: CorePorts
  readonly onBug: (error: unknown) => void
}

interface ServeInput {
  readonly kept: KeptLease
  readonly subjects: readonly Subject[]
  readonly sources: CredentialContext
  readonly wanted: WantedRights
  /** Removes what the program was given. */
  readonly remove: () => Promise<void>
}

export type Listen = (give: Give, onForged: (profile: string) => Promise<void>) => Promise<Broker>

type Give = (profile: string) => Promise<Result<LeasedCredentials>>

/** Credentials are renewed this long before they end. Milliseconds. */
const renewBefore = 5 * 60_000
/** How often to check whether the lease has ended, besides at each request. Milliseconds. */
const lookEvery = 1_000
/** A clock that was set back by more than this ends the lease. Milliseconds. */
const mostBack = 60_000

const reasons: Readonly<Record<'lease-ended' | 'not-leased', readonly [message: string, reason: string]>> = {
  'lease-ended': ['This lease gives out no more credentials.', 'It has ended.'],
  'not-leased': [
    'The lease does not hold this profile.',
    'An agent gets the profiles that it was given, and no others.',
  ],
}

function refusal(why: 'lease-ended' | 'not-leased'): Result<never> {
  const [message, reason] = reasons[why]
  return fail('HandOutRefused', message, {
    reason,
    remedy: 'Start a new lease: stackpass agent run.',
    details: { why },
  })
}

const handedOn = ({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  accountId,
  expiresAt,
}: Credentials): LeasedCredentials => ({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  accountId,
  expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
})

/** Serves a lease on disk until its time is over, somebody ends it, or its program has ended. */
export async function serveLease(
  context: ServingContext,
  { kept, subjects, sources, wanted, remove }: ServeInput,
  listen: Listen,
): Promise<ServedLease> {
  const { now, paths } = context
  const place = { paths, now }
  const startedAt = Date.parse(kept.lease.startedAt)
  const endsAt = Date.parse(kept.lease.endsAt)
  const began = performance.now()
  let { lease } = kept
  let ending: Promise<void> | undefined
  let broker: Broker | undefined
  let tellEnd: (why: LeaseEnd) => void = () => undefined
  const ended = new Promise<LeaseEnd>((resolve) => (tellEnd = resolve))
  const held = new Map(
    subjects.map((subject) => [subject.asked, { ...subject, got: subject.first, isFirst: true }]),
  )
  const waiting = new Map<string, Promise<Result<{ credentials: Credentials; cached: boolean }>>>()

  /** By the wall clock and by one that nobody can set. */
  function isOver(): boolean {
    const wall = now().getTime()
    return wall >= endsAt || wall < startedAt - mostBack || performance.now() - began >= endsAt - startedAt
  }

  const write = (): Promise<void> => writeLease(place, { ...kept, lease }, lease.ended !== undefined)

  async function end(why: LeaseEnd): Promise<void> {
    ending ??= (async () => {
      clearInterval(timer)
      lease = { ...lease, ended: { at: now().toISOString(), why } }
      await broker?.close()
      await remove()
      await write()
      tellEnd(why)
    })()
    await ending
  }

  /** Ends the lease where that is due. */
  async function look(): Promise<boolean> {
    if (ending !== undefined) return true
    const why = isOver()
      ? 'time'
      : isAskedToEnd(place, lease.id)
        ? await whyAskedToEnd(place, lease.id)
        : undefined
    if (why === undefined) return ending !== undefined
    end(why).catch(context.onBug)
    return true
  }

  const callerNow = (): Promise<Caller> =>
    lease.pid === undefined
      ? Promise.resolve({ tree: [], known: false })
      : findCaller(context.ports, lease.pid)

  async function refused(profile: string, why: RefusalReason): Promise<void> {
    lease = { ...lease, refused: lease.refused + 1 }
    const note = {
      profile: profile.slice(0, 512),
      way: 'lease',
      caller: await callerNow(),
      lease: lease.id,
    } as const
    await recordHandOut(context, { ...note, from: 'none', verdict: { allowed: false, why } })
    if (ending === undefined) await write()
  }

  async function getAnew(name: string): Promise<Result<{ credentials: Credentials; cached: boolean }>> {
    const one = held.get(name)!
    const { credentials } = one.got
    if (credentials.expiresAt === undefined || credentials.expiresAt - renewBefore > now().getTime()) {
      const cached = !one.isFirst
      one.isFirst = false
      return ok({ credentials, cached })
    }
    const seconds = Math.ceil((endsAt - now().getTime()) / 1_000)
    const subject = { leaseId: lease.id, profile: one.profile, wanted, seconds }
    const found = await leaseCredentials(subject, sources)
    if (!found.ok) return found
    one.got = found.value
    return ok({ credentials: found.value.credentials, cached: false })
  }

  /** Simultaneous requests share one answer. */
  function get(name: string): Promise<Result<{ credentials: Credentials; cached: boolean }>> {
    const started = waiting.get(name) ?? getAnew(name).finally(() => waiting.delete(name))
    waiting.set(name, started)
    return started
  }

  async function give(name: string): Promise<Result<LeasedCredentials>> {
    if (await look()) {
      await refused(name, 'lease-ended')
      return refusal('lease-ended')
    }
    const one = held.get(name)
    if (one === undefined) {
      await refused(name, 'not-leased')
      return refusal('not-leased')
    }
    const request = {
      profile: one.profile.name,
      way: 'lease',
      caller: await callerNow(),
      lease: lease.id,
    } as const
    const inVault = isVaultHeld(one.profile)
    const given = await handOut(
      context,
      { ...request, inVault },
      () => get(name),
      ({ credentials, cached }) => ({ account: credentials.accountId, cached }),
    )
    if (!given.ok) return given
    if (await look()) return refusal('lease-ended')
    lease = { ...lease, used: lease.used + 1 }
    await write()
    return ok(handedOn(given.value.credentials))
  }

  const timer = setInterval(() => void look().catch(context.onBug), lookEvery)
  try {
    broker = await listen(give, (profile) => refused(profile, 'not-leased'))
  } catch (error) {
    clearInterval(timer)
    throw error
  }
  return {
    get lease() {
      return lease
    },
    async running(pid) {
      lease = { ...lease, pid }
      await write()
    },
    end,
    ended,
  }
}
