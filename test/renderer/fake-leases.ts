import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Output } from '../../shared/contract/index.ts'
import { fail, ok } from '../../shared/result.ts'
import type { HandlersOf } from './fake-handlers.ts'

export type FakeLease = Output<'leases.list'>['leases'][number]

/** The leases of the fake host: ending one is seen at once. */
export function leaseHandlers(
  state: { leases: readonly FakeLease[] },
  emit: (event: CoreEvent) => void,
): HandlersOf<'leases'> {
  return {
    'leases.list': () => ok({ leases: [...state.leases] }),
    'leases.end': ({ id }) => {
      if (!state.leases.some((lease) => lease.id === id))
        return fail('LeaseNotFound', `No lease ${id} is running.`)
      const ended = { at: '2026-11-02T12:00:00Z', why: 'you' } as const
      state.leases = state.leases.map((lease) => (lease.id === id ? { ...lease, ended } : lease))
      emit({ type: 'leasesChanged' })
      return ok({})
    },
    'leases.agents': () =>
      ok({
        noJail: 'bubblewrap (bwrap) is not installed.',
        agents: [
          {
            agent: 'claude-code',
            settings: [{ file: '~/.claude/settings.json', text: '{ "sandbox": { "enabled": true } }' }],
            limit: 'The rules hold for its own tools.',
          },
        ],
      }),
  }
}
