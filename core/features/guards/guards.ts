import type { NextAtEnd } from '../../../shared/contract/events.ts'
import type { ActiveState } from '../../../shared/contract/models.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import { readActiveSettings } from '../../state/active-settings.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { endsInUse } from './ends-in-use.ts'
import { isNoticeDue } from './expiry-notices.ts'
import { nextAtEnd, noticeText } from './next-at-end.ts'

/** What the guards of the active profile look at. */
export interface GuardContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly aws: Pick<AwsFiles, 'view'>
  readonly now: () => Date
  readonly events: EventHub
}

export interface Guards {
  /** Looks now; hosts with a page do so every 15 seconds. */
  tick(): Promise<void>
  close(): Promise<void>
}

const every = 15_000
/** There are many other profiles in use, and ten minutes' notice leaves time for a slower look. */
const othersEvery = 60_000

/**
 * Watches over the active profile: goes back from production when it is time (asking for the active profile does that),
 * and gives one notice, ten minutes before it stops working by itself, as for every other session in use. `current` is the
 * active profile after any fallback that is due.
 */
export function createGuards(context: GuardContext, current: () => Promise<ActiveState>): Guards {
  const { ports, paths, now, events } = context
  let lastTick = now().getTime()
  let lastOthers = lastTick
  let work: Promise<void> = Promise.resolve()

  function tell(profile: string, expiresAt: string, next: NextAtEnd, at: number): void {
    events.emit({ type: 'expiryNotice', profile, expiresAt, next })
    ports.notify?.(noticeText(profile, next, Date.parse(expiresAt) - at))
  }

  async function lookAtOthers(at: number, told: string | undefined): Promise<void> {
    const before = Math.min(lastOthers, at)
    lastOthers = Math.max(lastOthers, at)
    const ends = await endsInUse(context, (end) => isNoticeDue(end, before, at))
    if (ends.length === 0 || !(await readActiveSettings(paths.settingsFile)).notifyExpiry) return
    for (const { profile, expiresAt } of ends)
      // The notice of the active profile also covers the session that it shares with this one.
      if (told === undefined || Date.parse(told) !== Date.parse(expiresAt))
        tell(profile, expiresAt, await nextAtEnd(profile, context), at)
  }

  async function look(): Promise<void> {
    const at = now().getTime()
    // A clock that was set back must not repeat a notice.
    const before = Math.min(lastTick, at)
    const { profile, expiresAt } = await current()
    if (profile !== undefined && expiresAt !== undefined && isNoticeDue(Date.parse(expiresAt), before, at)) {
      const { notifyExpiry } = await readActiveSettings(paths.settingsFile)
      if (notifyExpiry) tell(profile, expiresAt, await nextAtEnd(profile, context), at)
    }
    lastTick = Math.max(lastTick, at)
    if (Math.abs(at - lastOthers) >= othersEvery) await lookAtOthers(at, expiresAt)
  }

  function tick(): Promise<void> {
    work = work
      .then(look)
      .catch((error: unknown) => ports.onIncident?.({ id: 'guards', method: 'guards', error }))
    return work
  }

  const timer = ports.watch === true ? setInterval(() => void tick(), every) : undefined
  timer?.unref()
  return {
    tick,
    async close() {
      clearInterval(timer)
      await work
    },
  }
}
