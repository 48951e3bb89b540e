import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { redactForLog } from '../../shared/domain/secrets/redact.ts'
import { makePrivateFolder } from '../state/write-private-file.ts'
import type { Incident } from './ports.ts'

/** Appends, so it cannot use a rename; a link in its place is not followed. */
const appendFlags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0)

function describe(error: unknown): string {
  if (error instanceof Error) return error.stack ?? error.message
  return String(error)
}

/** Appends incidents to a 0600 file. Losing the log must not break the reply, so its own errors go to `stderr` only. */
export function createIncidentLog(file: string, now: () => Date): (incident: Incident) => void {
  return (incident) => {
    const line = `${now().toISOString()} incident ${incident.id} in ${incident.method}\n${redactForLog(describe(incident.error))}\n`
    const write = async (): Promise<void> => {
      await makePrivateFolder(dirname(file))
      const handle = await open(file, appendFlags, 0o600)
      try {
        await handle.writeFile(line)
      } finally {
        await handle.close()
      }
    }
    write().catch((error: unknown) =>
      process.stderr.write(`stackpass: the log cannot be written: ${redactForLog(describe(error))}\n`),
    )
  }
}
