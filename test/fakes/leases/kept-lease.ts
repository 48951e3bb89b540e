import type { KeptLease } from '../../../core/leases/lease-files.ts'
import { thisOwner } from '../../../core/state/lock-owner.ts'

/** A lease as it lies on disk, served by this very process. */
export function keptLease(id: string, more: Partial<KeptLease['lease']> = {}): KeptLease {
  const { token: _, ...server } = thisOwner()
  return {
    version: 1,
    tokenHash: 'a'.repeat(64),
    server,
    given: '/none',
    lease: {
      id,
      program: 'aider',
      folder: '/src',
      keptApart: 'fence',
      profiles: [{ name: 'dev', rights: { kind: 'read-only', by: 'session-policy' } }],
      startedAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
      used: 0,
      refused: 0,
      ...more,
    },
  }
}

/** The file of a lease, for a home on Linux. */
export const leaseFile = (id: string, more: Partial<KeptLease['lease']> = {}): Record<string, string> => ({
  [`.local/state/stackpass/leases/${id}.json`]: JSON.stringify(keptLease(id, more)),
})
