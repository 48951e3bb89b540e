import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import { knownAgents } from '../../../shared/domain/leases/agent-kinds.ts'
import { ok } from '../../../shared/result.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { Leases } from '../../leases/leases.ts'

interface LeaseContext {
  readonly events: Pick<EventHub, 'emit'>
  readonly ports: Pick<CorePorts, 'env' | 'platform' | 'homeDir' | 'program'>
}

/** What runs with a lease, and its end. A lease begins in a terminal: whoever begins it serves it. */
export function createLeaseHandlers(
  { events, ports }: LeaseContext,
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
    'leases.agents': async () => {
      const { findJail } = await import('../../leases/jail.ts')
      const { hiddenFromAgents } = await import('../../leases/hidden-from-agents.ts')
      const { adviceFor } = await import('../../../shared/domain/leases/agent-settings.ts')
      const jail = await findJail(ports.platform, ports.env)
      const { homeDir, program = 'stackpass' } = ports
      const place = { hidden: hiddenFromAgents(ports), homeDir, program }
      return ok({
        ...('why' in jail && { noJail: jail.why }),
        agents: knownAgents.map((agent) => {
          const advice = adviceFor(agent, place)
          return { ...advice, settings: advice.settings.map((one) => ({ ...one })) }
        }),
      })
    },
  }
}
