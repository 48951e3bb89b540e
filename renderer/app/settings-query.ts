import type { QueryClient } from '@tanstack/react-query'
import type { Reply } from '../../shared/contract/index.ts'
import type { Settings } from '../../shared/contract/models.ts'
import { askAgain, methodQuery, setAnswer, type MethodQuery } from './method-query.ts'
import { ask } from './transport.ts'

/** Changes on their way to core, oldest first. */
const onTheWay = new Set<Partial<Settings>>()

const withChanges = (settings: Settings): Settings => ({ ...settings, ...Object.assign({}, ...onTheWay) })

/** The settings, as they will be with what is on its way: an answer from before must not take back what was chosen since. */
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
    // An answer that is still coming may be from before.
    await client.cancelQueries({ queryKey: settingsQuery.queryKey })
    setAnswer(client, 'settings.get', {}, withChanges(reply.value))
  } else {
    await askAgain(client, 'settings.get')
  }
  return reply
}
