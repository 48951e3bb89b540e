import type { Output } from '../../../../shared/contract/index.ts'
import { endedInWords } from '../../../../shared/domain/leases/lease-words.ts'
import { notify, notifyError } from '../../../app/notify.ts'
import { ask } from '../../../app/transport.ts'

export type LeaseView = Output<'leases.list'>['leases'][number]

/** Ends leases, one after the other. A lease that has ended meanwhile is not an error. */
export async function endLeases(leases: readonly Pick<LeaseView, 'id'>[]): Promise<void> {
  for (const { id } of leases) {
    const reply = await ask('leases.end', { id })
    if (!reply.ok && reply.error.code !== 'LeaseNotFound') return notifyError(reply.error)
  }
  notify(endedInWords, undefined, 'plain')
}
