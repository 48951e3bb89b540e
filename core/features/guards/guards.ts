import type { ActiveState } from '../../../shared/contract/models.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import { readActiveSettings } from '../../state/active-settings.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { dueNotice, type NoticeMinutes } from './expiry-notices.ts'

/** What the guards of the active profile look at. */
export interface GuardContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly now: () => Date
  readonly events: EventHub
}

export interface Guards {
  /** Looks now; hosts with a page do so by themselves every 15 seconds. */
  tick(): Promise<void>
  close(): Promise<void>
}

const every = 15_000

/** The part of the minutes that a late look, such as after a sleep, has used up is not told as if it were left. */
function left(expiresAt: number, now: number): string {
  const minutes = Math.max(1, Math.round((expiresAt - now) / 60_000))
  return minutes === 1 ? 'in a minute' : `in ${minutes} minutes`
}

/**
 * Watches over the active profile: goes back from production when it is time (asking for the active profile does that),
 * and tells shortly before its keys end. `current` is the active profile after a fallback that is due.
 */
export function createGuards(context: GuardContext, current: () => Promise<ActiveState>): Guards {
  const { ports, paths, now, events } = context
  let lastTick = now().getTime()
  let work: Promise<void> = Promise.resolve()

  function tell(profile: string, expiresAt: string, minutes: NoticeMinutes, at: number): void {
    events.emit({ type: 'expiryNotice', profile, expiresAt, minutes })
    ports.notify?.({
      title: `The keys of ${profile} end ${left(Date.parse(expiresAt), at)}`,
      body: 'Paste new ones, or switch to another profile.',
    })
  }

  async function look(): Promise<void> {
    const at = now().getTime()
    // A clock that was set back must not tell again what was told.
    const before = Math.min(lastTick, at)
    const { profile, expiresAt } = await current()
    if (profile !== undefined && expiresAt !== undefined) {
      const minutes = dueNotice(Date.parse(expiresAt), before, at)
      if (minutes !== undefined && (await readActiveSettings(paths.settingsFile)).notifyExpiry)
        tell(profile, expiresAt, minutes, at)
    }
    lastTick = Math.max(lastTick, at)
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
