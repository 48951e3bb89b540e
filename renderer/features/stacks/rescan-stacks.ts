import { notifyError } from '../../app/notify.ts'
import { ask } from '../../app/transport.ts'

export const foldersOverlay = 'stacks-folders'

/** Looks for projects again; what is found comes with stacksChanged events. */
export async function rescan(): Promise<void> {
  const reply = await ask('stacks.scan', {})
  if (!reply.ok) notifyError(reply.error)
}
