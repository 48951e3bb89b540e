import type { QueryClient } from '@tanstack/react-query'
import type { Reply } from '../../shared/contract/index.ts'
import type { Settings } from '../../shared/contract/models.ts'
import { askAgain, methodQuery, setAnswer, type MethodQuery } from './method-query.ts'
import { ask } from './transport.ts'

/** Changes being sent to core, oldest first. */
const onTheWay = new Set<Partial<Settings>>()

const withChanges = (settings: Settings): Settings => ({ ...settings, ...Object.assign({}, ...onTheWay) })

/** The settings including pending changes: an earlier answer must not revert a later choice. */
export const settingsQuery: MethodQuery<'settings.get'> = {
  ...methodQuery('settings.get', {}),
  queryFn: async () => withChanges(await methodQuery('settings.get', {}).queryFn()),
}

/** Shows a change of the settings at once and writes it; when that fails, what is stored comes back. */
export async function saveSettings(client: QueryClient, change: Partial<Settings>): Promise<Reply<Settings>> {
  onTheWay.add(change)
  setAnswer(client, 'settings.get', {}, (known) => known && { ...known, ...change })
  const reply = await ask('settings.set', change)
  onTheWay.delete(change)
  if (reply.ok) {
    // An answer that is still coming may be older.
    await client.cancelQueries({ queryKey: settingsQuery.queryKey })
    setAnswer(client, 'settings.get', {}, withChanges(reply.value))
  } else {
    await askAgain(client, 'settings.get')
  }
  return reply
}
