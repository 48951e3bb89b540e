import { ask } from './transport.ts'
import { notify, notifyError } from './notify.ts'

/** Undoes a history entry, by default the last one, and says so. */
export async function undoChange(id?: string): Promise<void> {
  const reply = await ask('history.undo', id === undefined ? {} : { id })
  if (reply.ok) {
    const { historyId, summary } = reply.value
    notify(summary, { label: 'Redo', run: () => void undoChange(historyId) })
  } else notifyError(reply.error)
}
