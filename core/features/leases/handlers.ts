import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import { ok } from '../../../shared/result.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { Leases } from '../../leases/leases.ts'

/** What runs with a lease, and its end. A lease begins in a terminal: it is served by whoever begins it. */
export function createLeaseHandlers(
  { events }: { readonly events: Pick<EventHub, 'emit'> },
  leases: Pick<Leases, 'list' | 'end'>,
): HandlersOf<'leases'> {
  return {
    'leases.list': async () =>
      ok({ leases: (await leases.list()).map((lease) => ({ ...lease, profiles: [...lease.profiles] })) }),
    'leases.end': async ({ id }) => {
      const ended = await leases.end(id, 'you')
      if (!ended.ok) return ended
      events.emit({ type: 'leasesChanged' })
      return ok({})
    },
  }
}
