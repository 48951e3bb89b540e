import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { ActiveState } from '../../../shared/contract/models.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import {
  fallBackWhenDue,
  readActive,
  refreshActive,
  activateProfile,
  type ActiveContext,
} from './activate-profile.ts'

export interface ActiveFeature {
  readonly handlers: HandlersOf<'active'>
  /** The active profile, after any fallback that is due. */
  current(): Promise<ActiveState>
  /** Updates the state file to match the shared files and the settings. */
  refresh(): Promise<void>
}

export interface ActiveOptions {
  /** Called when another profile is active, before the answer goes out; reports its own errors. */
  readonly follow: (state: ActiveState) => Promise<void>
}

/** Switching for a host: updates what follows the active profile, and tells listeners. */
export function createActiveFeature(
  context: ActiveContext & { readonly events: EventHub; readonly ports: CorePorts },
  { follow }: ActiveOptions,
): ActiveFeature {
  async function switched(used: Result<ActiveState>): Promise<Result<ActiveState>> {
    if (!used.ok) return used
    await follow(used.value)
    context.events.emit({ type: 'activeChanged' })
    return used
  }

  async function fallBack(): Promise<void> {
    const fallen = await fallBackWhenDue(context)
    if (fallen === undefined) return
    if (!fallen.ok) context.ports.onNotice?.(fallen.error)
    else await switched(fallen)
  }

  async function current(): Promise<ActiveState> {
    await fallBack()
    return readActive(context)
  }

  return {
    current,
    async refresh() {
      const refreshed = await refreshActive(context)
      if (!refreshed.ok) context.ports.onNotice?.(refreshed.error)
      else if (refreshed.value) await switched(ok(await readActive(context)))
    },
    handlers: {
      'active.get': async () => ok(await current()),
      'active.use': async ({ profile, confirmed }) =>
        switched(await activateProfile(context, profile, confirmed ?? false)),
    },
  }
}
