import { randomBytes } from 'node:crypto'
import type { Reply } from '../../shared/contract/index.ts'
import type { Incident } from './ports.ts'

/** Makes the reply to a bug: an incident id for the user, the details for `onIncident` only. */
export function createIncidentReply(
  onIncident: (incident: Incident) => void,
): (method: string, error: unknown) => Reply<never> {
  return (method, error) => {
    const id = randomBytes(4).toString('hex')
    onIncident({ id, method, error })
    return {
      ok: false,
      error: {
        code: 'Internal',
        message: `Something in Stackpass failed (incident ${id}).`,
        reason:
          'This is a bug, not something you did. Nothing that was not confirmed as written has been written.',
        remedy: `Look for incident ${id} in the Stackpass log and report it.`,
        incident: id,
      },
    }
  }
}
